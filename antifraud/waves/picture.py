"""A wave week by week: the same figures as bars and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek

from antifraud.models import FraudCase, Wave

WEEKS = 26
WIDE, HIGH, FOOT = 12, 80, 16  # of a bar with its gap; of the tallest; of the dates
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Bar:
    """One week: where it stands in the picture, and what the table says."""

    monday: date
    cases: int
    is_wave: bool
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Picture:
    """The weeks before a wave and those of it."""

    bars: list[Bar]
    line_y: float  # what is usual a week

    width = WEEKS * WIDE
    height = HIGH + FOOT
    foot = HIGH + FOOT - 3

    @property
    def dates(self) -> list[Bar]:
        """Some weeks are named below, not to crowd a phone."""
        return self.bars[1 :: WEEKS // 3]

    @property
    def table(self) -> list[Bar]:
        return self.bars[::-1]


def of(wave: Wave) -> Picture:
    """Half a year up to the last week of the wave."""
    last = wave.seen_on - timedelta(days=wave.seen_on.weekday())
    first = last - WEEK * (WEEKS - 1)
    counts = _weeks(wave, first, last + WEEK)
    usual = float(wave.a_week)
    most = max([*counts.values(), usual, 1])
    mondays = [first + WEEK * n for n in range(WEEKS)]
    bars = [
        _bar(wave, n, day, counts.get(day, 0), most) for n, day in enumerate(mondays)
    ]
    return Picture(bars, round(HIGH - HIGH * usual / most, 1))


def _bar(wave: Wave, place: int, monday: date, cases: int, most: float) -> Bar:
    height = round(HIGH * cases / most, 1)
    is_wave = monday + WEEK > wave.from_on and monday <= wave.seen_on
    return Bar(monday, cases, is_wave, place * WIDE, round(HIGH - height, 1), height)


def _weeks(wave: Wave, first: date, until: date) -> dict[date, int]:
    """Figures only: whoever sees the wave sees them."""
    rows = of_series(wave).filter(
        reported_at__date__gte=first, reported_at__date__lt=until
    )
    weeks = rows.annotate(week=TruncWeek("reported_at")).order_by("week")
    counted: Iterable = weeks.values_list("week").annotate(n=Count("pk"))
    return {week.date(): count for week, count in counted}


def of_series(wave: Wave):
    """The cases of a wave's type among its group in its area, whenever."""
    rows = FraudCase.objects.counted().filter(
        scam_type=wave.scam_type_id, area__path__startswith=wave.area.path
    )
    return rows.filter(group=wave.group) if wave.group else rows


def of_wave(wave: Wave):
    """Those from its first day to its last."""
    return of_series(wave).filter(
        reported_at__date__gte=wave.from_on, reported_at__date__lte=wave.seen_on
    )
