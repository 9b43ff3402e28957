"""The clock of an office: it runs while the office is open, and stands else.

When a station works is a row of ``OfficeHours``; without one the setting holds. Which
days are worked at all is the calendar's word: weekends, holidays, make-up days.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from station import phrasing, working_days
from station.models import Area, OfficeHours
from station.working_days import ONE_DAY, Reckoning, WorkingCalendar, at_clock

Span = tuple[time, time]
NOTHING = timedelta(0)


@dataclass(frozen=True)
class WorkingClock:
    """Counts only what lies within the office's hours of a working day."""

    calendar: WorkingCalendar
    hours: tuple[Span, ...]

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """When the office is open on that day."""
        if not self.calendar.is_working(day):
            return []
        return [(at_clock(day, begin), at_clock(day, end)) for begin, end in self.hours]

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The moment at which so much working time has passed since the start."""
        left, day = amount, working_days.local_date(start)
        while True:
            for begin, end in self.spans(day):
                begin = max(begin, start)
                if begin < end and left <= end - begin:
                    return _local(begin + left)
                left -= max(end - begin, NOTHING)
            day += ONE_DAY

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; negative backwards."""
        if end < start:
            return -self.between(end, start)
        total, day = NOTHING, working_days.local_date(start)
        while day <= working_days.local_date(end):
            for begin, until in self.spans(day):
                total += max(min(until, end) - max(begin, start), NOTHING)
            day += ONE_DAY
        return total

    def end_of_work(self, day: date) -> datetime:
        """When the office closes on that day."""
        return at_clock(day, self.hours[-1][1])

    def is_open(self, at: datetime) -> bool:
        """Is somebody there at this moment?"""
        day = working_days.local_date(at)
        return any(begin <= at < end for begin, end in self.spans(day))

    def explain(self, start: datetime, hours: int) -> Reckoning:
        """When so many working hours are over and, in words, how that came about."""
        due = self.add(start, timedelta(hours=hours))
        text = ngettext(
            "%(n)d working hour after %(start)s",
            "%(n)d working hours after %(start)s",
            hours,
        ) % {"n": hours, "start": phrasing.in_full(start)}
        first, last = working_days.local_date(start), working_days.local_date(due)
        sentences = [text, *self.calendar.exceptions(first - ONE_DAY, last)]
        if not self.is_open(start):
            opens = self.add(start, NOTHING)
            sentences.insert(
                1,
                _("the office was closed, so it counts from %(opens)s")
                % {"opens": phrasing.in_full(opens)},
            )
        is_expected = self.calendar.is_expected(last)
        if is_expected:
            sentences.append(self.calendar.not_announced(last))
        return Reckoning(last, _("; ").join(sentences), is_expected)


def _local(at: datetime) -> datetime:
    return timezone.localtime(at, timezone.get_default_timezone())


def usual_hours() -> tuple[Span, ...]:
    """The hours of the setting."""
    return tuple(settings.OFFICE_HOURS)


def hours_of(area: Area | None) -> tuple[Span, ...]:
    """The hours of the station the area lies in."""
    if area is None:
        return usual_hours()
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    found = OfficeHours.objects.filter(station__in=above).first()
    return found.spans if found else usual_hours()


def clock_of(area: Area | None = None) -> WorkingClock:
    """The clock of the station the area lies in, as it is set now."""
    return WorkingClock(working_days.calendar(), hours_of(area))
