"""The cases of a station day by day: each type, by group and place.

A case counts on the day it was reported: a day is then complete when it is over, while
the days on which things happened go on filling for weeks.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models.functions import TruncDate

from antifraud.models import FraudCase
from antifraud.waves import method
from station import months
from station.models import Area
from station.models.area import STEP

LEVELS = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY)
WEEK = 7
MONTHS = 12
EASE = 15  # cases a month by which the season is drawn towards none
YEARS = (2, 3)  # at least and at most, that tell of a season

Leaf = tuple[str, str]  # group, path of the village


@dataclass(frozen=True)
class Series:
    """A type among a group (all: "") in an area and what lies in it."""

    type_id: int
    group: str
    path: str

    def holds(self, other: "Series") -> bool:
        """Is the other one a part of this one?"""
        return other != self and self.has((other.group, other.path))

    def has(self, leaf: Leaf) -> bool:
        group, path = leaf
        return path.startswith(self.path) and self.group in {"", group}


class Days(list):
    """The days of cases in order, as ordinals."""

    def between(self, first: int, last: int) -> int:
        return bisect_right(self, last) - bisect_left(self, first)

    def looks(self, on: date) -> dict[int, int]:
        """The cases of each look back from the end of this day."""
        last = on.toordinal()
        return {n: self.between(last - n + 1, last) for n in method.WINDOWS}


def monday(ordinal: int) -> int:
    """The Monday of the week a day lies in."""
    return ordinal - (ordinal - 1) % WEEK


class History:
    """What was reported in a station until a day, and since when anything was."""

    def __init__(self, station: Area, *, until: date) -> None:
        self.station = station
        rows = Area.objects.below(station).filter(kind__in=LEVELS)
        self.areas = {area.path: area for area in rows}
        self.types: dict[int, dict[Leaf, Days]] = defaultdict(dict)
        self.first = 0
        for type_id, group, path, day in _reported(station, until):
            leaf = group, self._village(path)
            ordinal = day.toordinal()
            self.first = self.first or ordinal
            self.types[type_id].setdefault(leaf, Days()).append(ordinal)

    def _village(self, path: str) -> str:
        """What is reported of a grid counts for its village."""
        while path not in self.areas:
            path = path[:-STEP]
        return path

    def days(self, series: Series, *, without: Iterable[Leaf] = ()) -> Days:
        """The days of a series, but for what another one accounts for."""
        out = set(without)
        leaves = self.types.get(series.type_id, {}).items()
        found = (d for leaf, d in leaves if series.has(leaf) and leaf not in out)
        return Days(sorted(day for days in found for day in days))

    def leaves(self, series: Series) -> set[Leaf]:
        return {leaf for leaf in self.types.get(series.type_id, ()) if series.has(leaf)}

    def lively(self, type_id: int, on: date, *, least: int) -> list[Series]:
        """The series with enough cases lately to be judged at all."""
        last = on.toordinal()
        counts: Counter[tuple[str, str]] = Counter()
        for (group, path), days in self.types[type_id].items():
            cases = days.between(last - max(method.WINDOWS) + 1, last)
            for above in self._above(path) if cases else ():
                counts[group, above] += cases
                counts["", above] += cases
        return [Series(type_id, *key) for key, n in counts.items() if n >= least]

    def _above(self, path: str) -> list[str]:
        """From the village to the station."""
        ends = range(len(self.station.path), len(path) + 1, STEP)
        return [path[:end] for end in ends if path[:end] in self.areas]

    def end(self, on: date) -> date:
        """The Monday on which the past ends for what is judged on this day."""
        return date.fromordinal(monday(on.toordinal() - method.GUARD + 1))

    def weeks(self, days: Days, on: date) -> tuple[list[int], list[date]]:
        """Whole weeks before those judged: cases, and the Monday of each."""
        end = self.end(on).toordinal()
        first = max(monday(self.first + WEEK - 1), end - WEEK * method.WEEKS)
        starts = range(first, end, WEEK)
        counts = [days.between(start, start + WEEK - 1) for start in starts]
        return counts, [date.fromordinal(start) for start in starts]

    def season(self, type_id: int, end: date) -> "Season":
        """Of the type in the whole station, from whole years before a day."""
        days = self.days(Series(type_id, "", self.station.path))
        return Season(days, first=self.first, end=end)

    @cached_property
    def since(self) -> date | None:
        return date.fromordinal(self.first) if self.first else None


class Season:
    """How much of an average month's cases each month brings, drawn towards one."""

    def __init__(self, days: Days, *, first: int, end: date) -> None:
        least, most = YEARS
        known = (end.toordinal() - first) // 365 if first else 0
        self.factors = [1.0] * MONTHS
        if known >= least:
            begin = end.toordinal() - 365 * min(known, most)
            self._learn(_by_month(days, begin + 1, end.toordinal()))

    def _learn(self, counts: list[int]) -> None:
        mean = sum(counts) / MONTHS
        raw = [(counts[month] + EASE) / (mean + EASE) for month in range(MONTHS)]
        # A month is told by its neighbours too: a season has no edges.
        self.factors = [
            (raw[month - 1] + 2 * raw[month] + raw[(month + 1) % MONTHS]) / 4
            for month in range(MONTHS)
        ]

    def at(self, day: date) -> float:
        return self.factors[day.month - 1]


def _by_month(days: Days, first: int, last: int) -> list[int]:
    """Cases of each month of the calendar between two days, over the years."""
    counts, start = [0] * MONTHS, date.fromordinal(first)
    while start.toordinal() <= last:
        following = months.later(start.replace(day=1), 1)
        until = min(following.toordinal() - 1, last)
        counts[start.month - 1] += days.between(start.toordinal(), until)
        start = following
    return counts


def _reported(station: Area, until: date):
    """Every case that counts, in the order of its day: four columns, nothing else."""
    rows = FraudCase.objects.counted().filter(area__path__startswith=station.path)
    rows = rows.annotate(day=TruncDate("reported_at")).filter(day__lte=until)
    return rows.order_by("day", "pk").values_list(
        "scam_type_id", "group", "area__path", "day"
    )
