from datetime import date

import pytest
from django.urls import reverse

from station import working_days
from station.models import CalendarDay, Event
from station.roles import Role
from tests.factories import person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)  # a Monday


@pytest.fixture
def county(client, village):
    """A browser in which the county's supervisor is signed in."""
    client.force_login(person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent))
    return client


def closed(client):
    return client.post(
        reverse("station:calendar_set"),
        {"day": str(DAY), "is_working": "0", "note": "县里停电检修"},
    )


class TestCalendar:
    def test_the_county_closes_a_day_and_due_dates_follow(self, county):
        assert working_days.calendar().is_working(DAY)

        answer = closed(county)

        assert answer.status_code == 302
        assert not working_days.calendar().is_working(DAY)
        assert Event.objects.get().kind == "calendar.set"

    def test_takes_it_back(self, county):
        closed(county)

        county.post(reverse("station:calendar_clear"), {"day": str(DAY)})

        assert not CalendarDay.objects.exists()

    def test_an_officer_reads_but_does_not_change(self, signed_in):
        assert signed_in.get(reverse("station:calendar")).status_code == 200
        assert closed(signed_in).status_code == 404
        assert not CalendarDay.objects.exists()

    def test_a_day_that_is_none_stays_on_the_form(self, county):
        page = county.post(
            reverse("station:calendar_set"),
            {"day": "2026-02-30", "is_working": "0", "note": "停电"},
        )

        assert page.status_code == 200
        assert "停电" in page.content.decode()

    def test_taking_back_twice_does_no_harm(self, county):
        answer = county.post(reverse("station:calendar_clear"), {"day": "2026-02-30"})

        assert answer.status_code == 302
        assert not Event.objects.exists()
