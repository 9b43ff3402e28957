"""Working days as China counts them."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils import translation

from station import working_days
from station.models import CalendarDay

pytestmark = pytest.mark.django_db


class TestAddWorkingDays:
    @pytest.mark.parametrize(
        ("start", "count", "due"),
        [
            (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
            (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the National Day
            (date(2026, 10, 9), 1, date(2026, 10, 10)),  # a Saturday made up
            (date(2026, 2, 13), 1, date(2026, 2, 14)),  # before the Spring Festival
            (date(2026, 2, 14), 1, date(2026, 2, 24)),
            (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap day
            (date(2026, 11, 20), 0, date(2026, 11, 20)),
        ],
    )
    def test_skips_holidays_and_counts_made_up_days(self, start, count, due):
        assert working_days.add_working_days(start, count) == due

    def test_follows_the_offices_corrections(self):
        CalendarDay.objects.create(
            day=date(2026, 11, 23), is_working=False, note="大雪"
        )
        CalendarDay.objects.create(day=date(2026, 11, 22), is_working=True, note="值班")

        found = working_days.add_working_days(date(2026, 11, 20), 2)

        assert found == date(2026, 11, 24)


class TestAddWorkingHours:
    @pytest.mark.parametrize(
        ("start", "hours", "due"),
        [
            ("2026-11-20T10:00", 2, "2026-11-20T12:00"),
            ("2026-11-20T10:00", 3, "2026-11-20T15:30"),  # over lunch
            ("2026-11-20T17:00", 2, "2026-11-23T09:30"),  # over the weekend
            ("2026-11-21T11:00", 1, "2026-11-23T09:30"),  # from a Saturday
            ("2026-11-20T23:00", 0.5, "2026-11-23T09:00"),
        ],
    )
    def test_counts_while_the_office_is_open(self, start, hours, due):
        begin = datetime.fromisoformat(f"{start}+08:00")

        found = working_days.add_working_hours(begin, hours)

        assert found == datetime.fromisoformat(f"{due}+08:00")

    def test_takes_moments_in_any_zone(self):
        begin = datetime(2026, 11, 20, 2, tzinfo=UTC)

        found = working_days.add_working_hours(begin, 2)

        assert found == datetime.fromisoformat("2026-11-20T12:00+08:00")


class TestExplain:
    def test_names_the_days_that_do_not_count(self):
        with translation.override("en"):
            reckoning = working_days.explain(date(2026, 9, 30), 3)

        assert reckoning.due_on == date(2026, 10, 10)
        assert reckoning.text == (
            "3 working days after 30 Sep 2026; 1 Oct 2026 – 2 Oct 2026, "
            "5 Oct 2026 – 7 Oct 2026 do not count; 10 Oct 2026 count"
        )
        assert not reckoning.is_expected

    def test_beyond_the_last_notice_a_date_is_only_expected(self):
        with translation.override("en"):
            reckoning = working_days.explain(date(2031, 9, 30), 3)

        assert reckoning.is_expected
        assert "not announced yet" in reckoning.text

    def test_knows_why_a_day_counts_or_not(self):
        calendar = working_days.calendar()

        assert calendar.reason(date(2026, 10, 1)) == "国庆节"
        assert calendar.reason(date(2026, 11, 20)) == ""


class TestDaysBetween:
    def test_is_negative_when_past(self):
        calendar = working_days.calendar()

        assert calendar.days_between(date(2026, 11, 20), date(2026, 11, 24)) == 2
        assert calendar.days_between(date(2026, 11, 24), date(2026, 11, 20)) == -2


ELSEWHERE = """
import datetime, json, django
django.setup()
from households.actions import follow_ups
from station import working_days
working_days.calendar = working_days.WorkingCalendar
found = []
for due in ("2026-11-20T16:00+08:00", "1988-09-10T23:30+09:00", "2028-02-29T00:10+08:00"):
    at = datetime.datetime.fromisoformat(due)
    planned = follow_ups.moments(at, planned_at=at - datetime.timedelta(days=9))
    found.append({kind: moment.isoformat() for kind, moment in planned.items()})
print(json.dumps(found))
"""


class TestTheServersZone:
    def test_does_not_move_nine_in_the_morning(self):
        answers = [self._answer(zone) for zone in ("UTC", "America/New_York")]

        assert answers[0] == answers[1]
        plain, summer, leap = json.loads(answers[0])
        assert plain["follow_up.late"] == "2026-11-23T09:00:00+08:00"
        # In the summer of 1988 China's clocks stood an hour ahead, until 11 September.
        assert summer["follow_up.soon"] == "1988-09-09T09:00:00+09:00"
        assert summer["follow_up.late"] == "1988-09-12T09:00:00+08:00"
        assert leap["follow_up.soon"] == "2028-02-28T09:00:00+08:00"

    def _answer(self, zone: str) -> str:
        env = {
            **os.environ,
            "TZ": zone,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
        }
        return subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            cwd=settings.BASE_DIR,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
