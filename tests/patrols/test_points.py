"""Points: set up, moved, a new code, a screen, out of use; and their pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from patrols import geo
from patrols.actions import points, routes
from patrols.models import PatrolPoint, Route
from patrols.papers import points as papers
from station.errors import RuleError, StaleVersion
from station.models import Event, reference
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def facts(area, **more):
    known = {"name": "小吃街口", "kind": "street", "area": area}
    place = {"latitude": Decimal("39.6601"), "longitude": Decimal("99.5802")}
    return points.Facts(**{**known, **place, **more})


def kinds_of(record) -> list[str]:
    rows = Event.objects.filter(subject=reference(record)).order_by("pk")
    return list(rows.values_list("kind", flat=True))


class TestCreate:
    def test_gives_a_code_of_its_own_and_a_cell(self, village, wang):
        point = points.create(facts=facts(village), by=wang, at=NOW)
        other = points.create(facts=facts(village, name="校门"), by=wang, at=NOW)

        assert len(point.token) == 32
        assert point.token != other.token
        assert point.cell == geo.cell_of(point.latitude, point.longitude)
        assert kinds_of(point) == ["patrol_point.created"]

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"longitude": None}, "half_position"),
            ({"radius_m": 5}, "reach"),
            ({"kind": "moon"}, "unknown_choice"),
        ],
    )
    def test_refuses(self, village, wang, wrong, code):
        with pytest.raises(RuleError) as refused:
            points.create(facts=facts(village, **wrong), by=wang, at=NOW)

        assert refused.value.code == code
        assert not PatrolPoint.objects.exists()

    def test_has_a_name_once_in_an_area(self, village, wang):
        points.create(facts=facts(village), by=wang, at=NOW)

        with pytest.raises(RuleError) as refused:
            points.create(facts=facts(village), by=wang, at=NOW)

        assert refused.value.code == points.NAME_TWIN


class TestEdit:
    def test_moves_it_and_keeps_the_code(self, village, wang):
        point = points.create(facts=facts(village), by=wang, at=NOW)
        moved = facts(village, latitude=Decimal("39.7"))

        found = points.edit(point=point, facts=moved, version=1, by=wang, at=NOW)

        assert found.token == point.token
        assert found.cell != point.cell
        assert found.version == 2

    def test_tells_a_stale_save(self, village, wang):
        point = points.create(facts=facts(village), by=wang, at=NOW)
        points.edit(point=point, facts=facts(village), version=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            points.edit(point=point, facts=facts(village), version=1, by=wang, at=NOW)


class TestCode:
    def test_the_old_code_is_dead_at_once(self, client, village, wang):
        point = make.PatrolPointFactory(area=village, printed_at=NOW)
        old = reverse("patrol_point:face", args=[point.token])

        new = points.renew_code(point=point, by=wang, at=NOW)

        assert client.get(old).status_code == 404
        fresh = reverse("patrol_point:face", args=[new.token])
        assert client.get(fresh).status_code == 200
        assert new.printed_at is None

    def test_a_point_out_of_use_gets_none(self, village, wang):
        point = make.PatrolPointFactory(area=village, is_active=False)

        with pytest.raises(RuleError) as refused:
            points.renew_code(point=point, by=wang, at=NOW)

        assert refused.value.code == "out_of_use"


class TestRetire:
    def test_not_while_a_route_leads_there(self, village, wang):
        stop = make.RouteStopFactory(route__area=village)

        with pytest.raises(RuleError) as refused:
            points.retire(point=stop.point, by=wang, at=NOW)

        assert refused.value.code == "on_route"

    def test_and_back_with_the_same_code(self, client, village, wang):
        point = make.PatrolPointFactory(area=village)
        url = reverse("patrol_point:face", args=[point.token])

        points.retire(point=point, by=wang, at=NOW)
        assert client.get(url).status_code == 410
        points.bring_back(point=point, by=wang, at=NOW)

        assert client.get(url).status_code == 200


class TestRoutes:
    def route(self, village, wang, count=3, **more):
        stops = tuple(make.PatrolPointFactory(area=village) for _ in range(count))
        known = {"name": "集镇线", "area": village, "kind": make.PatrolKindFactory()}
        return routes.Facts(**{**known, "stops": stops, **more})

    def test_keeps_the_order(self, village, wang):
        wanted = self.route(village, wang)

        route = routes.create(facts=wanted, by=wang, at=NOW)

        found = [stop.point for stop in route.stops.select_related("point")]
        assert found == list(wanted.stops)

    def test_may_pass_a_point_twice_but_not_in_a_row(self, village, wang):
        one, two = (make.PatrolPointFactory(area=village) for _ in range(2))
        there = self.route(village, wang, stops=(one, two, one))

        assert routes.create(facts=there, by=wang, at=NOW).stops.count() == 3
        stuck = self.route(village, wang, name="另一条", stops=(one, one))
        with pytest.raises(RuleError) as refused:
            routes.create(facts=stuck, by=wang, at=NOW)
        assert refused.value.code == "twice_in_a_row"

    def test_has_at_least_two_points_in_use(self, village, wang):
        gone = make.PatrolPointFactory(area=village, is_active=False)
        here = make.PatrolPointFactory(area=village)
        refused = {}
        for stops in ((here,), (here, gone)):
            with pytest.raises(RuleError) as found:
                routes.create(
                    facts=self.route(village, wang, stops=stops), by=wang, at=NOW
                )
            refused[stops] = found.value.code

        assert list(refused.values()) == ["too_few", "point_out_of_use"]

    def test_takes_another_order(self, village, wang):
        wanted = self.route(village, wang)
        route = routes.create(facts=wanted, by=wang, at=NOW)
        back = routes.Facts(
            name="集镇线",
            area=village,
            kind=wanted.kind,
            stops=tuple(reversed(wanted.stops)),
        )

        routes.edit(route=route, facts=back, version=1, by=wang, at=NOW)

        found = [stop.point for stop in route.stops.select_related("point")]
        assert found == list(back.stops)


class TestPages:
    def test_a_point_is_set_up_moved_and_printed(self, client, village, wang):
        just_signed_in(client, wang)
        typed = {
            "name": "小吃街口", "kind": "street", "area": village.pk, "radius_m": 80,
            "latitude": "39.6601", "longitude": "99.5802", "version": 0,
        }  # fmt: skip

        answer = client.post(reverse("patrols:point_create"), typed)
        point = PatrolPoint.objects.get()
        page = client.get(point.get_absolute_url()).content.decode()
        paper = client.get(reverse("patrols:point_print"))

        assert answer.url == point.get_absolute_url()
        assert "39.660100" in page
        assert paper["Content-Type"] == "application/pdf"
        point.refresh_from_db()
        assert point.printed_at is not None

    def test_codes_of_several_villages_go_on_one_paper(self, client, village, chief):
        other = make.CommunityFactory(parent=village.parent)
        one = make.PatrolPointFactory(area=village)
        two, three = (make.PatrolPointFactory(area=other) for _ in range(2))
        gone = make.PatrolPointFactory(area=village, is_active=False)
        just_signed_in(client, chief)

        paper = client.get(reverse("patrols:point_print"))

        assert paper.content.startswith(b"%PDF")
        printed = PatrolPoint.objects.filter(printed_at__isnull=False)
        assert set(printed) == {one, two, three}
        assert gone not in printed

    def test_nothing_to_print_is_said(self, client, wang):
        just_signed_in(client, wang)

        answer = client.get(
            reverse("patrols:point_print"), follow=True, headers=ENGLISH
        )

        assert "No point to print." in answer.text

    def test_more_than_one_paper_takes_is_said(
        self, client, village, wang, monkeypatch
    ):
        monkeypatch.setattr(papers, "MOST", 1)
        for _ in range(2):
            make.PatrolPointFactory(area=village)
        just_signed_in(client, wang)

        client.get(reverse("patrols:point_print"), headers=ENGLISH)

        assert PatrolPoint.objects.filter(printed_at__isnull=False).count() == 1
        page = client.get(reverse("patrols:point_list"), headers=ENGLISH)
        assert "Only the first 1 codes are on it" in page.text

    def test_a_route_is_drawn_without_javascript(self, client, village, wang):
        points_ = [make.PatrolPointFactory(area=village) for _ in range(3)]
        kind = make.PatrolKindFactory()
        just_signed_in(client, wang)
        typed = {
            "name": "集镇线", "area": village.pk, "kind": kind.pk, "minutes": 60,
            "version": 0, "stop_1": points_[2].pk, "stop_3": points_[0].pk,
        }  # fmt: skip

        client.post(reverse("patrols:route_create"), typed)

        route = Route.objects.get()
        order = list(route.stops.values_list("point_id", flat=True))
        assert order == [points_[2].pk, points_[0].pk]
        page = client.get(reverse("patrols:route_detail", args=[route.pk]))
        assert points_[2].name in page.content.decode()
        labels = [spot.label for spot in page.context["map"].spots]
        assert labels == ["1", "2"]
        assert "is-plan" in page.text

    def test_a_volunteer_sees_points_but_no_code(self, client, village, volunteer):
        point = make.PatrolPointFactory(area=village)
        just_signed_in(client, volunteer.user)

        page = client.get(point.get_absolute_url()).content.decode()

        assert point.name in page
        assert point.token not in page
        assert client.get(reverse("patrols:point_print")).status_code == 404
