"""The clock of an office: properties that hold whatever the moment."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from station import working_hours
from station.models import CalendarDay, OfficeHours
from station.working_days import WorkingCalendar
from station.working_hours import WorkingClock
from tests.factories import CommunityFactory, StationFactory

HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
# The National Day with its make-up Saturday lies within; so do the weekends.
FIRST, LAST = datetime(2026, 9, 15), datetime(2026, 10, 31)  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)
amounts = st.integers(0, 40 * 60).map(lambda minutes: timedelta(minutes=minutes))


@pytest.fixture(scope="module")
def clock():
    return WorkingClock(WorkingCalendar(), HOURS)


class TestAdd:
    @settings(max_examples=120, deadline=None)
    @given(start=moments, amount=amounts)
    def test_is_undone_by_between(self, clock, start, amount):
        assert clock.between(start, clock.add(start, amount)) == amount

    @settings(max_examples=80, deadline=None)
    @given(start=moments, one=amounts, other=amounts)
    def test_in_two_steps_is_as_in_one(self, clock, start, one, other):
        assert clock.add(clock.add(start, one), other) == clock.add(start, one + other)

    @settings(max_examples=80, deadline=None)
    @given(start=moments, later=moments, amount=amounts)
    def test_never_ends_earlier_for_a_later_start(self, clock, start, later, amount):
        start, later = sorted((start, later))

        assert clock.add(start, amount) <= clock.add(later, amount)

    @settings(max_examples=80, deadline=None)
    @given(start=moments, amount=amounts)
    def test_ends_within_office_hours(self, clock, start, amount):
        due = clock.add(start, amount)

        assert clock.is_open(due) or clock.is_open(due - timedelta(seconds=1))
        assert due >= start

    def test_passes_over_the_national_day(self, clock):
        start = datetime.fromisoformat("2026-09-30T16:00+08:00")

        due = clock.add(start, timedelta(hours=4))

        assert due == datetime.fromisoformat("2026-10-08T10:30+08:00")

    def test_counts_a_make_up_saturday(self, clock):
        start = datetime.fromisoformat("2026-10-09T17:00+08:00")

        due = clock.add(start, timedelta(hours=2))

        assert due == datetime.fromisoformat("2026-10-10T09:30+08:00")


class TestBetween:
    @settings(max_examples=80, deadline=None)
    @given(one=moments, two=moments, three=moments)
    def test_adds_up(self, clock, one, two, three):
        one, two, three = sorted((one, two, three))
        parts = clock.between(one, two) + clock.between(two, three)

        assert parts == clock.between(one, three)
        assert clock.between(three, one) == -clock.between(one, three)

    def test_of_a_weekend_is_nothing(self, clock):
        begin = datetime.fromisoformat("2026-11-20T18:00+08:00")
        end = datetime.fromisoformat("2026-11-23T08:30+08:00")

        assert clock.between(begin, end) == timedelta(0)


@pytest.mark.django_db
class TestOfficeHours:
    def set(self, station, until=time(17)):
        return OfficeHours.objects.create(
            station=station,
            morning_from=time(9),
            morning_until=time(12),
            afternoon_from=time(14),
            afternoon_until=until,
        )

    def test_of_the_station_hold_in_its_villages(self):
        village = CommunityFactory()
        self.set(village.parent.parent)

        found = working_hours.hours_of(village)

        assert found == ((time(9), time(12)), (time(14), time(17)))
        assert working_hours.hours_of(CommunityFactory()) != found

    def test_must_be_in_order(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            self.set(StationFactory(), until=time(13))

    def test_follow_the_offices_corrections(self):
        CalendarDay.objects.create(day=date(2026, 11, 21), is_working=True, note="值班")
        start = datetime.fromisoformat("2026-11-20T17:00+08:00")

        due = working_hours.clock_of(CommunityFactory()).add(start, timedelta(hours=2))

        assert due == datetime.fromisoformat("2026-11-21T09:30+08:00")


@pytest.mark.django_db
class TestExplain:
    def explained(self, start, hours):
        with translation.override("en"):
            moment = datetime.fromisoformat(f"{start}+08:00")
            return working_hours.clock_of().explain(moment, hours)

    def test_names_the_days_that_do_not_count(self):
        found = self.explained("2026-09-30T16:00", 4)

        assert found.due_on == date(2026, 10, 8)
        assert found.text.startswith("4 working hours after ")
        assert "5 Oct 2026 – 7 Oct 2026 do not count" in found.text

    def test_says_when_the_office_was_closed(self):
        found = self.explained("2026-11-21T11:00", 2)

        assert "counts from" in found.text

    def test_says_nothing_more_within_a_morning(self):
        assert ";" not in self.explained("2026-11-20T09:00", 1).text
