"""The caps and quiet hours that hold at a place: set by the station, else usual."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from antifraud.models import AlertLimit
from antifraud.workflow.sendings import HeldBy
from station import working_days
from station.models import Area
from station.working_days import ONE_DAY, WorkingCalendar, at_clock

Hold = tuple[HeldBy, dict]


@dataclass(frozen=True)
class Rules:
    """How often a group and a person hear from us, and when not."""

    audience_cap: int = 3
    person_cap: int = 4
    period_days: int = 7
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    holds_holidays: bool = False

    @property
    def period(self) -> timedelta:
        return timedelta(days=self.period_days)

    def is_quiet(self, at: datetime) -> bool:
        """Is it night for them?"""
        clock = timezone.localtime(at, timezone.get_default_timezone()).time()
        return clock >= self.quiet_from or clock < self.quiet_until


NAMES = tuple(Rules.__dataclass_fields__)


def rules_from(row: AlertLimit | None) -> Rules:
    """What a row says, or the usual."""
    return Rules(**{name: getattr(row, name) for name in NAMES}) if row else Rules()


class Book:
    """Every area's limits and the calendar, read once for many groups."""

    def __init__(self) -> None:
        rows = AlertLimit.objects.select_related("area")
        self.rows = {row.area.path: row for row in rows}
        self.calendar = working_days.calendar()

    def row_of(self, area: Area) -> AlertLimit | None:
        """The limits set nearest above the area, if any."""
        found = [self.rows[path] for path in area.path_above if path in self.rows]
        return found[-1] if found else None

    def rules_of(self, area: Area) -> Rules:
        """The nearest area's limits hold; where nobody has set any, the usual ones."""
        return rules_from(self.row_of(area))

    def longest(self) -> timedelta:
        """How far back any limit looks."""
        every = [Rules(), *map(rules_from, self.rows.values())]
        return max(rules.period for rules in every)

    def next_hour(self, at: datetime, rules: Rules) -> tuple[datetime, Hold | None]:
        """The moment itself, or the first that is neither quiet nor a holiday.

        With it the first thing that stood in the way.
        """
        hold = None
        while found := _in_the_way(at, rules, self.calendar):
            hold = hold or found
            at = _after(at, found[0], rules)
        return at, hold


def _in_the_way(at: datetime, rules: Rules, calendar: WorkingCalendar) -> Hold | None:
    """The holiday or the night in which the moment falls."""
    day = working_days.local_date(at)
    if rules.holds_holidays and (name := holiday(day, calendar)):
        return HeldBy.HOLIDAY, {"day": f"{day:%Y-%m-%d}", "name": name}
    if rules.is_quiet(at):
        begins, ends = f"{rules.quiet_from:%H:%M}", f"{rules.quiet_until:%H:%M}"
        return HeldBy.QUIET_HOURS, {"begins": begins, "ends": ends}
    return None


def _after(at: datetime, held_by: HeldBy, rules: Rules) -> datetime:
    """The next morning: of this day while it is still early, else of the next."""
    day = working_days.local_date(at)
    morning = at_clock(day, rules.quiet_until)
    if held_by == HeldBy.QUIET_HOURS and at < morning:
        return morning
    return at_clock(day + ONE_DAY, rules.quiet_until)


def holiday(day: date, calendar: WorkingCalendar) -> str:
    """The name of the public holiday on a day.

    A free weekend is none, but where it lies between two days of one.
    """
    name = _named(day, calendar)
    if name or calendar.is_working(day):
        return name
    before = _near(day, -ONE_DAY, calendar)
    return before if before and _near(day, ONE_DAY, calendar) else ""


def _near(day: date, step: timedelta, calendar: WorkingCalendar) -> str:
    """The holiday one comes to before the next working day."""
    while not calendar.is_working(day):
        if name := _named(day, calendar):
            return name
        day += step
    return ""


def _named(day: date, calendar: WorkingCalendar) -> str:
    if day in calendar.corrections:
        found = calendar.corrections[day]
        return "" if found.is_working else found.note
    return working_days.published().get(day) or ""
