"""Whoever serves elsewhere asks for whole weeks, months, quarters or years only."""

from datetime import date

import pytest
from django.urls import reverse

from station.metrics.periods import Against, Period
from station.models import Area
from station.roles import Role
from tests.factories import NOW, PostFactory, person

pytestmark = pytest.mark.django_db
URL = "/api/v1/statistics/follow_ups.done/"

WHOLE = [
    ("2026-10-12", "2026-10-18"),  # Monday until Sunday
    ("2026-10-01", "2026-10-31"),
    ("2024-02-01", "2024-02-29"),
    ("2026-07-01", "2026-09-30"),
    ("2025-01-01", "2025-12-31"),
]
FREE = [
    ("2026-10-12", "2026-10-12"),
    ("2026-10-13", "2026-10-19"),  # Tuesday until Monday
    ("2026-10-12", "2026-10-25"),
    ("2026-10-01", "2026-10-30"),
    ("2026-10-02", "2026-10-31"),
    ("2026-02-01", "2026-04-30"),  # three months, no quarter
    ("2026-09-01", "2026-10-31"),
    ("2025-02-01", "2026-01-31"),
]


def period(days):
    return Period(*map(date.fromisoformat, days))


@pytest.fixture(autouse=True)
def _at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def county(village):
    return Area.objects.above(village).get(kind="county")


@pytest.fixture
def supervisor(county):
    return person(Role.COUNTY_SUPERVISOR, county)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


def page(client, days, area):
    said = {"from_on": days[0], "until_on": days[1], "area": area.pk}
    return client.get(reverse("station:dashboard"), said)


def over_rest(client, days, area, **more):
    said = {"from": days[0], "until": days[1], "area": area.pk, **more}
    return client.get(URL, said)


class TestPeriod:
    @pytest.mark.parametrize("days", WHOLE)
    def test_is_whole(self, days):
        assert period(days).is_whole

    @pytest.mark.parametrize("days", FREE)
    def test_is_not(self, days):
        assert not period(days).is_whole

    @pytest.mark.parametrize(
        ("days", "first"), [(WHOLE[1], (9, 1)), (WHOLE[3], (4, 1)), (WHOLE[0], (10, 5))]
    )
    def test_what_is_whole_is_held_against_a_whole_one(self, days, first):
        before = period(days).held_against(Against.BEFORE)

        assert before.is_whole
        assert (before.from_on.month, before.from_on.day) == first


class TestOutsideTheStation:
    @pytest.mark.parametrize("days", WHOLE)
    def test_whole_periods_are_told(self, client, supervisor, county, days):
        client.force_login(supervisor)

        shown = page(client, days, county)

        assert shown.context["asked"].period == period(days)
        assert over_rest(client, days, county).status_code == 200

    @pytest.mark.parametrize("days", FREE)
    def test_others_are_refused_at_their_field(self, client, supervisor, village, days):
        client.force_login(supervisor)
        station = village.parent.parent

        shown = page(client, days, station)
        answer = over_rest(client, days, station, by="area")

        assert "from_on" in shown.context["form"].errors
        assert shown.context["asked"].period.choice == "this_month"
        assert answer.status_code == 400
        assert "from" in answer.json()["errors"]

    def test_a_post_in_one_station_opens_no_other(
        self, client, supervisor, county, village
    ):
        PostFactory(
            user=supervisor, role=Role.STATION_CHIEF, area=village.parent.parent
        )
        client.force_login(supervisor)

        assert over_rest(client, FREE[0], county).status_code == 400


@pytest.mark.parametrize("days", FREE)
def test_in_the_station_days_are_free(client, chief, village, days):
    client.force_login(chief)
    station = village.parent.parent

    assert page(client, days, station).context["asked"].period == period(days)
    assert over_rest(client, days, station).status_code == 200
