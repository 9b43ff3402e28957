"""The map: whose points and figures stand on it, how much it draws, and its lists."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.drawing import Frame
from station.maps import points
from station.maps.ground import room_in
from station.models import Area
from station.outlines import Drawn
from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
SQUARE = [[[[99.81, 39.37], [99.83, 39.37], [99.83, 39.39], [99.81, 39.39]]]]
SQUARE[0][0].append(SQUARE[0][0][0])
API = "/api/v1/map/"


def station_of(area) -> Area:
    return Area.objects.above(area).get(kind="station")


def chief_of(area):
    return make.person(Role.STATION_CHIEF, station_of(area))


def supervisor_of(area):
    return make.person(Role.COUNTY_SUPERVISOR, station_of(area).parent)


def opened(client, user, **said):
    client.force_login(user)
    return client.get(reverse("station:map"), said)


def drawn(client, user, **said):
    """What the page was given to draw."""
    answer = opened(client, user, **said)
    assert answer.status_code == 200
    return answer.context["map"]


def told(client, user, **said) -> list[dict]:
    """The features of the API."""
    client.force_login(user)
    answer = client.get(API, said)
    assert answer.status_code == 200, answer.content
    return answer.json()["features"]


def near(**facts):
    return make.PatrolPointFactory(
        latitude=Decimal("39.380000"), longitude=Decimal("99.820000"), **facts
    )


class TestWhere:
    def test_opens_on_the_place_one_serves(self, client, village, wang):
        assert drawn(client, wang).asked.area == village

    def test_opens_on_what_holds_all_the_places_one_serves(self, client, village):
        officer = make.officer(village)
        other = make.CommunityFactory(parent=village.parent)
        make.PostFactory(user=officer, area=other)

        assert drawn(client, officer).asked.area == village.parent

    def test_leads_up_as_far_as_one_may_go_and_no_further(self, client, village, wang):
        found = drawn(client, wang)

        assert [area.kind for area in found.asked.trail] == ["station", "township"]

    @pytest.mark.parametrize("said", ["0", "x", "²", "9" * 30])
    def test_knows_no_other_address(self, client, wang, said):
        assert opened(client, wang, area=said).status_code == 404

    def test_has_no_map_of_another_station(self, client, wang):
        elsewhere = make.CommunityFactory()

        assert opened(client, wang, area=elsewhere.pk).status_code == 404

    def test_is_not_for_volunteers(self, client, village):
        volunteer = make.person(Role.VOLUNTEER, village)

        assert opened(client, volunteer).status_code == 404

    def test_is_not_for_who_serves_nowhere(self, client):
        assert opened(client, make.UserFactory()).status_code == 404


class TestPoints:
    def test_shows_what_lies_in_the_place(self, client, village):
        point = near(area=village)

        found = drawn(client, chief_of(village), layers="patrol_points")

        (mark,) = found.marks
        assert (mark.spot.pk, mark.spot.url) == (point.pk, point.get_absolute_url())
        assert [part.tallies[0].count for part in found.parts] == [1]

    def test_tells_neither_of_points_nor_of_numbers_next_door(self, client, village):
        """A hazard is its village's; the neighbour's shows on no common map."""
        next_door = make.CommunityFactory(parent=village.parent)
        make.HazardFactory(unit=make.UnitFactory(), area=next_door, what="隔壁的隐患")
        officer = make.officer(village)
        station = station_of(village)

        answer = opened(client, officer, area=station.pk, layers="hazards")

        found = answer.context["map"]
        assert {part.tallies[0].count for part in found.parts} == {0}
        assert found.whole.tallies[0].count == 0
        assert "隔壁的隐患" not in answer.content.decode()

    def test_offers_no_layer_one_may_not_see(self, client, village):
        make.FindingFactory(area=village)
        near(area=village)

        answer = opened(
            client, supervisor_of(village), layers="findings,patrol_points,key_points"
        )

        offered = {layer.key for layer, _url, _on in answer.context["layers"]}
        assert offered == {"key_points", "outreach"}
        assert [s.layer.key for s in answer.context["map"].shown] == ["key_points"]

    def test_a_switch_takes_its_layer_away_and_keeps_the_rest(self, client, village):
        answer = opened(client, chief_of(village), layers="hazards,patrol_points")

        urls = {layer.key: url for layer, url, _on in answer.context["layers"]}
        assert "layers=patrol_points&" in urls["hazards"]
        assert "hazards,patrol_points,boards" in urls["boards"]

    def test_may_be_empty(self, client, village):
        near(area=village)

        assert drawn(client, chief_of(village), layers="").shown == []

    def test_counts_by_area_what_has_no_position(self, client, village):
        make.BoardFactory(card=make.CardFactory(area=village))
        make.OutlineFactory(area=village)

        found = drawn(client, chief_of(village), layers="boards")

        assert found.marks == []
        (part,) = found.drawn
        assert [(s.layer.key, s.count) for s in part.signs] == [("boards", 1)]

    def test_a_position_far_away_spoils_no_picture(self, client, village):
        make.OutlineFactory(area=village, polygons=SQUARE)
        near(area=village)
        make.PatrolPointFactory(area=village, latitude=Decimal(10))

        found = drawn(client, chief_of(village), layers="patrol_points")

        assert len(found.marks) == 1
        assert found.shown[0].loose_within(village.path) == 1
        assert found.shown[0].total == 2

    def test_never_tells_where_somebody_called_for_help(self, client, village):
        volunteer = make.VolunteerFactory(area=village)
        make.AlarmFactory(volunteer=volunteer, position="39.375200,99.819300")

        answer = opened(client, chief_of(village), layers="alarms")

        assert answer.context["map"].whole.tallies[0].count == 1
        assert answer.context["map"].marks == []
        assert "39.3752" not in answer.content.decode()

    def test_many_points_are_gathered(self, client, village, monkeypatch):
        monkeypatch.setattr(points, "MOST", 6)
        for step in range(8):
            make.PatrolPointFactory(
                area=village, latitude=Decimal("39.37") + step * Decimal("0.00001")
            )

        found = drawn(client, chief_of(village), layers="patrol_points")

        assert sum(mark.spot.count for mark in found.marks) == 8
        assert len(found.marks) < 8
        assert found.groups == []
        assert [s.layer.key for s in found.gathered] == ["patrol_points"]

    def test_says_what_lies_in_none_of_the_parts(self, client, village):
        near(area=station_of(village))

        found = drawn(client, chief_of(village), layers="patrol_points")

        assert [tally.count for tally in found.rest] == [1]


class TestFigures:
    def test_colours_each_village_and_leads_to_its_list(self, client, village):
        make.DisputeFactory.create_batch(
            2, household=make.HouseholdFactory(community=village)
        )
        other = make.CommunityFactory(parent=village.parent)

        found = drawn(client, chief_of(village), counts="disputes.open")

        parts = {part.area.pk: part for part in found.parts}
        assert (parts[village.pk].told, parts[village.pk].level) == ("2", 5)
        assert (parts[other.pk].told, parts[other.pk].level) == ("0", 0)
        assert found.whole.told == "2"
        rows = client.get(parts[village.pk].figure.url).context["page"]
        assert len(rows.rows) == 2

    def test_tells_an_officer_nothing_of_the_village_next_door(self, client, village):
        next_door = make.CommunityFactory(parent=village.parent)
        make.DisputeFactory(household=make.HouseholdFactory(community=next_door))
        station = station_of(village)

        answer = opened(
            client, make.officer(village), area=station.pk, counts="disputes.open"
        )

        shown = {part.area.pk: part.told for part in answer.context["map"].parts}
        assert shown.get(next_door.pk, "") == ""

    def test_hides_small_numbers_from_the_county(self, client, village):
        make.DisputeFactory(household=make.HouseholdFactory(community=village))

        found = drawn(client, supervisor_of(village), counts="disputes.open")

        (part,) = found.parts
        assert part.area.kind == "station"
        assert part.figure.is_hidden
        assert part.level is None

    def test_knows_only_declared_figures(self, client, village):
        found = drawn(client, chief_of(village), counts="disputes.secret")

        assert found.counts is None


class TestPicture:
    def test_draws_outlines_as_links_into_each_part(self, client, village):
        make.OutlineFactory(area=village)
        plain = make.CommunityFactory(parent=village.parent)

        answer = opened(client, chief_of(village))

        found = answer.context["map"]
        assert [part.area for part in found.drawn] == [village]
        assert [part.area for part in found.tiles] == [plain]
        html = answer.content.decode()
        assert all(part.url.replace("&", "&amp;") in html for part in found.parts)

    def test_the_smallest_area_is_drawn_by_itself(self, client, village):
        make.OutlineFactory(area=village)

        found = drawn(client, chief_of(village), area=village.pk)

        assert [part.area for part in found.drawn] == [village]
        assert found.parts == []

    def test_a_name_stands_within_its_outline_and_beside_the_marks(self):
        outline = Drawn(SQUARE)
        frame = Frame(outline.lines[0])
        middle = frame.at(39.38, 99.82)

        free = room_in(outline, frame, wide=100, taken=[])
        beside = room_in(outline, frame, wide=100, taken=[middle])

        assert (free.x, free.y) == pytest.approx(middle, abs=1)
        assert (beside.x, beside.y) != (free.x, free.y)
        assert free.width == pytest.approx(beside.width)

    def test_a_name_stays_out_of_a_hole(self):
        hole = [[99.815, 39.372], [99.825, 39.372], [99.825, 39.388], [99.815, 39.388]]
        outline = Drawn([[*SQUARE[0], [*hole, hole[0]]]])
        frame = Frame(outline.lines[0])

        room = room_in(outline, frame, wide=10, taken=[])

        left, right = frame.at(39.38, 99.815)[0], frame.at(39.38, 99.825)[0]
        assert not (left < room.x < right) or room.y < frame.at(39.388, 99.82)[1]


class TestCost:
    def asked(self, client, village) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("station:map"), {"counts": "disputes.open"})
        assert answer.status_code == 200
        return len(queries)

    def test_asks_as_often_for_many_rows_as_for_few(self, client, village):
        client.force_login(chief_of(village))
        self.fill(village)
        self.asked(client, village)
        few = self.asked(client, village)

        for _ in range(6):
            self.fill(make.CommunityFactory(parent=village.parent))

        assert self.asked(client, village) <= few

    def fill(self, area):
        make.OutlineFactory(area=area)
        near(area=area)
        make.FindingFactory(area=area)
        make.KeyPointFactory(area=area)
        address = make.AddressFactory(
            community=area, latitude=Decimal("39.38"), longitude=Decimal("99.82")
        )
        make.HazardFactory(unit=make.UnitFactory(address=address))
        make.DisputeFactory(household=make.HouseholdFactory(community=area))


class TestApi:
    def test_is_geojson_with_outlines_points_and_figures(self, client, village):
        make.OutlineFactory(area=village, polygons=SQUARE)
        point = near(area=village)
        make.DisputeFactory(household=make.HouseholdFactory(community=village))

        features = told(
            client,
            chief_of(village),
            layers="patrol_points",
            counts="disputes.open",
            area=station_of(village).pk,
        )

        whole, part, spot = features
        assert whole["geometry"] is None
        assert part["geometry"] == {"type": "MultiPolygon", "coordinates": SQUARE}
        assert part["properties"]["id"] == village.pk
        assert part["properties"]["figure"]["part"] == 1
        assert part["properties"]["counts"] == {"patrol_points": 1}
        assert spot["geometry"] == {"type": "Point", "coordinates": [99.82, 39.38]}
        assert spot["properties"]["id"] == point.pk

    def test_keeps_to_the_scope(self, client, village):
        next_door = make.CommunityFactory(parent=village.parent)
        make.HazardFactory(unit=make.UnitFactory(), area=next_door)

        features = told(
            client,
            make.officer(village),
            layers="hazards",
            area=station_of(village).pk,
        )

        assert all(not any(f["properties"]["counts"].values()) for f in features)

    def test_hides_small_numbers_from_the_county(self, client, village):
        make.DisputeFactory(household=make.HouseholdFactory(community=village))

        features = told(client, supervisor_of(village), counts="disputes.open")

        figures = [feature["properties"]["figure"] for feature in features]
        assert all(figure["part"] is None for figure in figures if figure["is_hidden"])
        assert any(figure["is_hidden"] for figure in figures)

    @pytest.mark.parametrize(
        "said",
        [
            {"layers": "secrets"},
            {"counts": "disputes.secret"},
            {"area": "0"},
            {"area": "x"},
            {"period": "ever"},
            {"weather": "fine"},
        ],
    )
    def test_says_which_parameter_is_wrong(self, client, wang, said):
        client.force_login(wang)

        answer = client.get(API, said)

        assert answer.status_code == 400
        assert next(iter(said)) in answer.content.decode()

    def test_refuses_a_layer_of_others(self, client, village):
        client.force_login(supervisor_of(village))

        assert client.get(API, {"layers": "findings"}).status_code == 400
