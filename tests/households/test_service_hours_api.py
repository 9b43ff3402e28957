"""Opening hours and days that differ, over REST."""

import pytest
from rest_framework.test import APIClient

from households.models import ServiceDay, ServiceHours
from station.roles import Role
from tests.factories import CommunityFactory, HoursFactory, ServiceDayFactory, person

pytestmark = pytest.mark.django_db
HOURS, DAYS = "/api/v1/service-hours/", "/api/v1/service-days/"


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    client = APIClient()
    client.force_login(person(Role.STATION_CHIEF, station))
    return client


def evening(area, **more) -> dict:
    window = {"weekday": 2, "opens": "18:30", "closes": "20:30", "is_outside": True}
    return {"area": area.pk, **window, **more}


class TestHours:
    def test_are_added_changed_and_dropped(self, chief, station):
        made = chief.post(HOURS, evening(station), format="json")
        assert made.status_code == 201, made.content
        url = f"{HOURS}{made.json()['id']}/"
        asked = evening(station, closes="21:00", version=1)
        del asked["area"]

        changed = chief.patch(url, asked, format="json")
        stale = chief.patch(url, asked, format="json")
        dropped = chief.delete(url)

        assert changed.json()["closes"] == "21:00:00"
        assert (stale.status_code, dropped.status_code) == (412, 204)
        assert not ServiceHours.objects.exists()

    def test_that_overlap_are_refused(self, chief, station):
        HoursFactory(area=station, weekday=2, opens="18:00", closes="19:00")

        answer = chief.post(HOURS, evening(station), format="json")

        assert (answer.status_code, answer.json()["code"]) == (409, "opens")

    @pytest.mark.parametrize(
        "fault", [{"weekday": 7}, {"opens": "25:00"}, {"capacity": 0}, {"colour": 1}]
    )
    def test_with_a_fault_are_refused(self, chief, station, fault):
        answer = chief.post(HOURS, evening(station, **fault), format="json")

        assert set(answer.json()["errors"]) == set(fault)

    def test_of_another_station_are_not_ones_own(self, chief):
        elsewhere = CommunityFactory().parent.parent
        window = HoursFactory(area=elsewhere)

        assert chief.post(HOURS, evening(elsewhere), format="json").status_code == 400
        assert chief.delete(f"{HOURS}{window.pk}/").status_code == 404

    def test_are_not_for_officers_to_change(self, signed_in, station):
        window = HoursFactory(area=station)

        assert signed_in.delete(f"{HOURS}{window.pk}/").status_code == 403


class TestDays:
    def test_are_noted_once_and_cleared(self, chief, station):
        asked = {"area": station.pk, "day": "2026-12-01", "reason": "培训"}

        made = chief.post(DAYS, asked, format="json")
        again = chief.post(DAYS, asked, format="json")
        cleared = chief.delete(f"{DAYS}{made.json()['id']}/")

        codes = (made.status_code, again.status_code, cleared.status_code)
        assert codes == (201, 409, 204)
        assert not ServiceDay.objects.exists()

    def test_that_are_open_say_from_when(self, chief, station):
        asked = {"area": station.pk, "day": "2026-12-01", "reason": "延时服务"}

        answer = chief.post(DAYS, {**asked, "is_open": True}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (409, "opens")

    def test_of_another_station_are_not_there(self, chief):
        day = ServiceDayFactory(area=CommunityFactory().parent.parent)

        assert chief.delete(f"{DAYS}{day.pk}/").status_code == 404
