"""Working days as China counts them, and why a date falls where it does.

The published calendar with its make-up weekends comes from the ``holidays`` package;
what the office knows better stands in ``CalendarDay``. Beyond the last notice of the
State Council a date is only expected (预计): the make-up days are not known yet.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from station import phrasing
from station.models import CalendarDay
from station.written_once import SideBySide

CORRECTED = SideBySide(CalendarDay, rest='FROM "station_calendarday"')
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=1)
def published():
    """The calendar of the package, extended year by year as it is asked."""
    return holidays.country_holidays("CN", language="zh_CN")


@lru_cache(maxsize=1)
def published_until() -> date:
    """The end of the last year for which make-up weekends are known."""
    calendar = published()
    this_year = timezone.localdate().year
    for year in range(this_year - 1, this_year + 3):
        calendar.get(date(year, 7, 1))
    last = max(day.year for day in calendar.weekend_workdays)
    return date(last, 12, 31)


@dataclass(frozen=True)
class WorkingCalendar:
    """The published calendar with the office's corrections."""

    corrections: dict[date, CalendarDay] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        found = self.corrections.get(day)
        return found.is_working if found else published().is_working_day(day)

    def is_expected(self, day: date) -> bool:
        """Does it lie beyond the last notice of the State Council?"""
        return day > published_until()

    def reason(self, day: date) -> str:
        """Why the day counts or not, where that is not plain from the weekday."""
        if day in self.corrections:
            return self.corrections[day].note
        if self.is_working(day):
            return _("make-up working day") if day.weekday() >= SATURDAY else ""
        return published().get(day) or ""

    def add_days(self, start: date, count: int) -> date:
        """The count-th working day after the start, which itself does not count."""
        day = start
        while count > 0:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def first_from(self, day: date) -> date:
        """The day itself, or the first working day after the holiday it falls on."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """The moment after so many office hours, wherever they begin."""
        left = timedelta(hours=hours)
        moment = timezone.localtime(start, timezone.get_default_timezone())
        day = moment.date()
        while True:
            for begin, end in self.office(day):
                begin = max(begin, moment)
                if begin < end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta(0))
            day += ONE_DAY

    def office(self, day: date) -> list[tuple[datetime, datetime]]:
        """When the office is open on that day."""
        if not self.is_working(day):
            return []
        return [
            (at_clock(day, begin), at_clock(day, end))
            for begin, end in settings.OFFICE_HOURS
        ]

    def days_between(self, start: date, end: date) -> int:
        """Working days after the start up to the end; negative when it is past."""
        if end < start:
            return -self.days_between(end, start)
        days = (end - start).days
        return sum(self.is_working(start + ONE_DAY * n) for n in range(1, days + 1))

    def explain(self, start: date, count: int) -> "Reckoning":
        """The date and, in words, how it came about."""
        due = self.add_days(start, count)
        text = ngettext(
            "%(n)d working day after %(start)s",
            "%(n)d working days after %(start)s",
            count,
        ) % {"n": count, "start": phrasing.date_in_full(start)}
        sentences = [text, *self.exceptions(start, due)]
        if self.is_expected(due):
            sentences.append(self.not_announced(due))
        return Reckoning(due, _("; ").join(sentences), self.is_expected(due))

    def not_announced(self, due: date) -> str:
        """What is said of a date that is only expected."""
        return _("expected: the holidays of %(year)d are not announced yet") % {
            "year": due.year
        }

    def exceptions(self, start: date, due: date) -> list[str]:
        """The days between that count otherwise than their weekday says."""
        days = [start + ONE_DAY * n for n in range(1, (due - start).days + 1)]
        free = [d for d in days if not self.is_working(d) and d.weekday() < SATURDAY]
        made_up = [d for d in days if self.is_working(d) and d.weekday() >= SATURDAY]
        found = []
        if free:
            found.append(_("%(days)s do not count") % {"days": _spans(free)})
        if made_up:
            found.append(_("%(days)s count") % {"days": _spans(made_up)})
        return found


@dataclass(frozen=True)
class Reckoning:
    """A due date with its reason."""

    due_on: date
    text: str
    is_expected: bool


def _spans(days: list[date]) -> str:
    """Neighbouring days as one span: 1 Oct – 7 Oct 2026."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][1] <= ONE_DAY:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return _(", ").join(
        phrasing.date_in_full(first)
        if first == last
        else f"{phrasing.date_in_full(first)} – {phrasing.date_in_full(last)}"
        for first, last in runs
    )


def at_clock(day: date, clock: time) -> datetime:
    """That time of the day in the station's zone, whatever the server's."""
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def local_date(at: datetime) -> date:
    """The day it is at the station."""
    return timezone.localdate(at, timezone.get_default_timezone())


def calendar() -> WorkingCalendar:
    """The calendar as the office has corrected it by now."""
    return WorkingCalendar({row.day: row for (row,) in CORRECTED.fetch()})


def add_working_days(start: date, count: int) -> date:
    """The count-th working day after the start."""
    return calendar().add_days(start, count)


def add_working_hours(start: datetime, hours: float) -> datetime:
    """The moment after so many office hours."""
    return calendar().add_hours(start, hours)


def explain(start: date, count: int) -> Reckoning:
    """The count-th working day after the start and how it came about."""
    return calendar().explain(start, count)
