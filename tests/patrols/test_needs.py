"""What a call weighs, and the chief's own hours."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from patrols.actions import needs
from patrols.models import NeedWeight
from station.errors import RuleError, StaleVersion
from station.models import Event
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db

AS_A_RATE = {"title": "", "weekdays": [], "from_hour": 0, "until_hour": 24}


def market(area, **said):
    facts = {
        "source": "own", "area": area, "minutes": 60, "title": "夜市",
        "weekdays": (5, 4, 4), "from_hour": 19, "until_hour": 22,
    }  # fmt: skip
    return needs.Facts(**{**facts, **said})


class TestCreate:
    def test_keeps_the_hours_of_the_chief(self):
        area, chief = make.CommunityFactory(), make.UserFactory()

        weight = needs.create(facts=market(area), by=chief, at=NOW)

        weight.refresh_from_db()
        assert weight.weekdays == [4, 5]
        assert weight.hours == [115, 116, 117, 139, 140, 141]
        assert Event.objects.get(kind="need_weight.created").actor == chief

    def test_a_rate_stands_once_for_an_area(self):
        area, chief = make.CommunityFactory(), make.UserFactory()
        facts = needs.Facts(source="call", area=area, minutes=90)
        needs.create(facts=facts, by=chief, at=NOW)

        with pytest.raises(RuleError) as refused:
            needs.create(facts=facts, by=chief, at=NOW)

        assert refused.value.code == needs.TWIN

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"title": " "}, "title"),
            ({"weekdays": ()}, "weekdays"),
            ({"weekdays": (7,)}, "weekdays"),
            ({"from_hour": 22}, "until_hour"),
            ({"until_hour": 25}, "until_hour"),
            ({"minutes": 601}, "minutes"),
            ({"from_on": date(2026, 2, 1), "until_on": date(2026, 1, 1)}, "until_on"),
            ({"source": "call"}, "rate"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, said, code):
        facts = market(make.CommunityFactory(), **said)

        with pytest.raises(RuleError) as refused:
            needs.create(facts=facts, by=make.UserFactory(), at=NOW)

        assert refused.value.code == code

    def test_refuses_a_point_elsewhere(self):
        facts = market(make.CommunityFactory(), point=make.PatrolPointFactory())

        with pytest.raises(RuleError) as refused:
            needs.create(facts=facts, by=make.UserFactory(), at=NOW)

        assert refused.value.code == "point"

    def test_leaves_nothing_behind_when_it_cannot_be_written_down(self, monkeypatch):
        def refuse(**_facts):
            raise RuntimeError

        monkeypatch.setattr(needs, "record", refuse)
        with pytest.raises(RuntimeError):
            needs.create(
                facts=market(make.CommunityFactory()), by=make.UserFactory(), at=NOW
            )

        assert not NeedWeight.objects.exists()


class TestEdit:
    def test_changes_what_it_weighs(self):
        weight = make.NeedWeightFactory()

        needs.edit(
            weight=weight,
            facts=market(weight.area, minutes=30),
            version=1,
            by=make.UserFactory(),
            at=NOW,
        )

        weight.refresh_from_db()
        assert (weight.minutes, weight.version) == (30, 2)
        changes = Event.objects.get(kind="need_weight.edited").changes
        assert changes["minutes"] == [60, 30]

    def test_a_stale_change_loses_nothing(self):
        weight = make.NeedWeightFactory(version=2)

        with pytest.raises(StaleVersion):
            needs.edit(
                weight=weight,
                facts=market(weight.area),
                version=1,
                by=make.UserFactory(),
                at=NOW,
            )

    def test_a_rate_stays_a_rate(self):
        weight = make.NeedWeightFactory()
        facts = needs.Facts(source="call", area=weight.area, minutes=1)

        with pytest.raises(RuleError) as refused:
            needs.edit(
                weight=weight, facts=facts, version=1, by=make.UserFactory(), at=NOW
            )

        assert refused.value.code == "source"


class TestDrop:
    def test_it_counts_no_more(self):
        weight = make.NeedWeightFactory()

        needs.drop(weight=weight, version=1, by=make.UserFactory(), at=NOW)

        assert not NeedWeight.objects.exists()
        assert Event.objects.get(kind="need_weight.dropped").area == weight.area


class TestDatabase:
    @pytest.mark.parametrize(
        ("said", "name"),
        [
            ({"source": "x", **AS_A_RATE}, "source_valid"),
            ({"until_hour": 25}, "hours_possible"),
            ({"minutes": 601}, "minutes_possible"),
            ({"weekdays": [7]}, "days_possible"),
            (
                {"from_on": date(2026, 2, 1), "until_on": date(2026, 1, 1)},
                "ends_after_start",
            ),
            ({"title": ""}, "rate_or_hours"),
        ],
    )
    def test_refuses(self, said, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make.NeedWeightFactory(**said)


class TestPages:
    def test_the_chief_sets_hours_an_officer_reads_them(self, client):
        village = make.CommunityFactory()
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        client.force_login(chief)
        page = client.get("/patrols/coverage/need/hours/")
        assert page.status_code == 200

        client.post(
            "/patrols/coverage/need/hours/",
            {
                "title": "夜市", "area": village.pk, "weekdays": [4, 5],
                "from_hour": 19, "until_hour": 22, "minutes": 60,
            },
        )  # fmt: skip

        weight = NeedWeight.objects.get()
        assert weight.weekdays == [4, 5]
        page = client.get("/patrols/coverage/need/").text
        assert "夜市" in page
        assert f"/patrols/coverage/need/{weight.pk}/edit/" in page

    def test_out_of_scope_is_not_there(self, client):
        client.force_login(make.person(Role.STATION_CHIEF))
        weight = make.NeedWeightFactory()

        assert (
            client.get(f"/patrols/coverage/need/{weight.pk}/edit/").status_code == 404
        )
