"""Months of fall in a row: as counted, without the season, and against last year.

Without the season means: each month's count divided by its seasonal index. The index is
the average-percentage index of elementary time-series analysis (按月平均法): the share of
a calendar month in all cases of the past years, times twelve. Only whole years before the
twelve months that are judged are taken, so that a fall does not become "season"; every
month gets ``EVEN`` case more, which draws the index of a small station towards 1.

A fall is a month below the month before; without the season by a whole case at least,
for the parts of a case come from the index alone. With few cases many falls are chance: below
``FEW`` cases a month the page says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

YEAR = 12
EVEN = 1  # cases added to each calendar month of each year
FEW = 10  # cases a month below which a run of falls may well be chance


@dataclass(frozen=True)
class Run:
    """Months in a row, each below the one it is held against."""

    months: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Falls:
    """The run that lasts until the last whole month, told in three ways."""

    counted: Run
    without_season: Run | None  # None: no whole year lies before those judged
    to_last_year: Run | None
    best: Run  # the longest as counted
    index: tuple[float, ...] | None  # January first
    is_few: bool


def months_before(last: date, count: int) -> list[date]:
    """So many firsts of months, up to and with the last."""
    at = last.year * YEAR + last.month - 1
    return [
        date(month // YEAR, month % YEAR + 1, 1)
        for month in range(at - count + 1, at + 1)
    ]


def seasonal_index(counts: Mapping[date, int], past: Sequence[date]):
    """Twelve indices from whole years of past months; None without a whole year."""
    years = len(past) // YEAR
    if not years:
        return None
    used = past[-years * YEAR :]
    sums = [EVEN * years] * YEAR
    for month in used:
        sums[month.month - 1] += counts.get(month, 0)
    whole = sum(sums)
    return tuple(YEAR * found / whole for found in sums)


def run_of(months: Sequence[date], values: Sequence[float]) -> Run:
    """How many months in a row, up to the last, each lies below the one before."""
    count = 0
    for now, before in zip(reversed(values), reversed(values[:-1]), strict=False):
        if now >= before:
            break
        count += 1
    return Run(count, months[-count], months[-1]) if count else Run(0)


def longest_of(months: Sequence[date], values: Sequence[float]) -> Run:
    """The longest such run; of two the later one."""
    runs = (run_of(months[:end], values[:end]) for end in range(1, len(months) + 1))
    return max(runs, key=lambda run: (run.months, run.last or date.min), default=Run(0))


def judge(counts: Mapping[date, int], *, last: date, known_from: date | None) -> Falls:
    """The runs up to the last whole month; ``known_from`` is the first case's month."""
    judged = months_before(last, YEAR + 1)
    plain = [counts.get(month, 0) for month in judged]
    past = _past(judged[0], known_from)
    index = seasonal_index(counts, past)
    return Falls(
        counted=run_of(judged, plain),
        without_season=_without(judged, plain, index),
        to_last_year=_to_last_year(counts, judged, known_from),
        best=longest_of(judged, plain),
        index=index,
        is_few=sum(plain) < FEW * len(judged),
    )


def _past(first: date, known_from: date | None) -> list[date]:
    """The months before, back to the first that is known."""
    if known_from is None or known_from >= first:
        return []
    apart = (first.year - known_from.year) * YEAR + first.month - known_from.month
    return months_before(first, apart + 1)[:-1]


def _without(judged, plain, index) -> Run | None:
    if index is None:
        return None
    values = [
        round(count / index[month.month - 1])
        for month, count in zip(judged, plain, strict=True)
    ]
    return run_of(judged, values)


def _to_last_year(counts, judged, known_from) -> Run | None:
    """Months in a row below the same month of the year before."""
    count = 0
    for month in reversed(judged):
        before = month.replace(year=month.year - 1)
        if known_from is None or before < known_from:
            break
        if counts.get(month, 0) >= counts.get(before, 0):
            break
        count += 1
    if known_from is None or known_from > judged[-1].replace(year=judged[-1].year - 1):
        return None
    return Run(count, judged[-count], judged[-1]) if count else Run(0)
