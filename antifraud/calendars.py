"""The calendar of anti-fraud work: events, lessons, whatever has a day and a place.

Each part tells its own entries through ``add``; the page only draws them.
"""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.functional import Promise

from station import working_days

DAY = timedelta(days=1)
Source = Callable[[object, datetime, datetime], Iterable["Entry"]]
SOURCES: dict[str, Source] = {}


@dataclass(frozen=True)
class Entry:
    """Something that takes place: when, what, where, and its page."""

    starts_at: datetime
    ends_at: datetime
    title: str
    url: str
    icon: str
    kind_label: str | Promise
    place: str = ""
    tone: str = "blue"  # amber: owed, green: done, grey: called off
    is_off: bool = False  # struck through


@dataclass
class Day:
    """A day of the page; those of the months beside it only fill the week."""

    on: date
    is_beside: bool
    is_rest: bool
    reason: str
    entries: list[Entry] = field(default_factory=list)


def add(key: str, source: Source) -> None:
    """``source(user, start, end)`` gives what this person may see in between."""
    SOURCES[key] = source


def weeks(user, first: date) -> list[list[Day]]:
    """The month as weeks from Monday to Sunday, each day with its entries."""
    known = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start, end = known[0][0], known[-1][-1] + DAY
    entries = _by_day(user, start, end)
    official = working_days.calendar()
    return [
        [
            Day(
                on,
                on.month != first.month,
                not official.is_working(on),
                official.reason(on),
                entries[on],
            )
            for on in week
        ]
        for week in known
    ]


def _by_day(user, start: date, end: date) -> dict[date, list[Entry]]:
    """What takes several days stands on each of them."""
    since, until = (working_days.at_clock(day, time()) for day in (start, end))
    found: dict[date, list[Entry]] = defaultdict(list)
    rows = [row for source in SOURCES.values() for row in source(user, since, until)]
    for row in sorted(rows, key=lambda row: (row.starts_at, row.title)):
        day = max(working_days.local_date(row.starts_at), start)
        last = working_days.local_date(row.ends_at - timedelta(microseconds=1))
        while day <= min(last, end - DAY):
            found[day].append(row)
            day += DAY
    return found


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - DAY).replace(day=1)


def after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)
