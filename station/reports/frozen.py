"""Figures as they are kept: all that a reader ever needs, in both languages.

A report of three years ago reads the same after a metric was renamed or dropped, a
village moved or the definition of a figure changed. The numbers are kept whole; what
is small is hidden when somebody reads them (``station.reports.shown``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation

from station.dashboard.late import LATE, SOON
from station.metrics.declared import Metric, Split, book
from station.metrics.hiding import Reader
from station.metrics.periods import Against, Period, recent_months
from station.metrics.reading import (
    Amount,
    Asked,
    Figure,
    below,
    read,
    read_by_area,
    read_months,
    read_splits,
)
from station.models import Area
from station.models.report import Report
from station.reports.spans import period_of

FORMAT = 1
MONTHS = 12
BESIDE = frozenset({"places", LATE})  # what is told of every place
LANGUAGES = [code for code, _name in settings.LANGUAGES]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Reading:
    """What is read for one report."""

    area: Area
    now: Asked  # held against the days before
    year: Asked  # held against the same days a year before
    children: tuple[Area, ...]

    @classmethod
    def of(cls, report: Report, *, at: datetime) -> "Reading":
        period = period_of(report)
        now = Asked(Reader.KEEPER, at, period, Against.BEFORE)
        year = Asked(Reader.KEEPER, at, period, Against.YEAR)
        children = tuple(below(Reader.KEEPER, report.area))
        return cls(report.area, now, year, children)


def groups() -> list[tuple[str, list[Metric]]]:
    """The metrics as they are read, group by group."""
    found: dict[str, list[Metric]] = {}
    for metric in book.in_order:
        found.setdefault(metric.group, []).append(metric)
    return list(found.items())


def head(reading: Reading) -> dict:
    """What does not depend on a figure."""
    return {
        "format": FORMAT,
        "at": reading.now.at.isoformat(),
        "area": _place(reading.area),
        "above": [_place(area) for area in Area.objects.above(reading.area)],
        "places": [_place(area) for area in reading.children],
        "period": _days(reading.now.period),
        "before": _days(reading.now.before),
        "year": _days(reading.year.before),
        "months": [_days(month) for month in _months(reading)],
        "groups": [],
    }


def group(reading: Reading, key: str, metrics: list[Metric]) -> dict:
    """One group with all its figures."""
    declared = book.groups.get(key)
    return {
        "key": key,
        "label": _words(declared.label if declared else key),
        "icon": declared.icon if declared else "",
        "figures": _figures(reading, metrics),
    }


def _figures(reading: Reading, metrics: list[Metric]) -> list[dict]:
    """A fixed number of queries, however many figures there are."""
    now = read(reading.now, metrics, reading.area)
    year = read(reading.year, [m for m in metrics if m.is_of_period], reading.area)
    until = reading.now.period.until_on
    months = read_months(reading.now, metrics, reading.area, MONTHS, until=until)
    parts = _parts(reading, metrics)
    places = _places(reading, metrics)
    return [
        {
            "metric": _metric(metric),
            "now": _amount(now[metric.key].amount),
            "before": _before(now[metric.key]),
            "year": _before(year[metric.key]) if metric.key in year else None,
            "months": [_amount(f.amount) for f in months.get(metric.key, [])],
            "parts": parts.get(metric.key, []),
            "places": places.get(metric.key, []),
        }
        for metric in metrics
    ]


def _months(reading: Reading) -> list[Period]:
    return recent_months(reading.now.period.until_on, MONTHS)


def _parts(reading: Reading, metrics: Iterable[Metric]) -> dict[str, list[dict]]:
    """Each figure by the splits it is drawn with."""
    wanted = [
        (metric, metric.part.counted.split(key))
        for metric in metrics
        for key in metric.drawn
    ]
    rows = read_splits(reading.now, wanted, reading.area)
    found: dict[str, list[dict]] = {}
    for (metric, split), figures in zip(wanted, rows, strict=True):
        found.setdefault(metric.key, []).append(_split(split, figures))
    return found


def _split(split: Split, figures: list[Figure]) -> dict:
    said = {}
    for code in LANGUAGES:
        with translation.override(code):
            said[code] = {k: str(label) for k, label in split.words().items()}
    return {
        "key": split.key,
        "label": _words(split.label),
        "rows": [
            {
                "value": figure.value,
                "label": {code: said[code].get(figure.value, "") for code in LANGUAGES},
                "now": _amount(figure.amount),
                "before": _before(figure),
            }
            for figure in figures
        ],
    }


def _places(reading: Reading, metrics: list[Metric]) -> dict[str, list[dict]]:
    """By metric: a figure for each place, in the order of the places."""
    chosen = [metric for metric in metrics if metric.board & BESIDE]
    lines = read_by_area(reading.now, chosen, reading.children)
    return {
        metric.key: [
            {
                "now": _amount(lines[area.pk][metric.key].amount),
                "before": _before(lines[area.pk][metric.key]),
            }
            for area in reading.children
        ]
        for metric in chosen
    }


def _metric(metric: Metric) -> dict:
    """The declaration as it stood, in both languages."""
    return {
        "key": metric.key,
        "label": _words(metric.label),
        "definition": _words(metric.definition),
        "unit": _words(metric.unit),
        "part_label": _words(metric.part_label),
        "whole_label": _words(metric.whole_label),
        "direction": str(metric.direction),
        "is_rate": metric.is_rate,
        "is_of_period": metric.is_of_period,
        "is_of_people": metric.is_of_people,
        "permission": metric.permission,
        "board": sorted(metric.board & {"places", "wall", LATE, SOON}),
    }


def _words(text) -> dict[str, str]:
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = str(text)
    return found


def _amount(amount: Amount) -> list[int | None]:
    return [amount.part, amount.whole, amount.rows]


def _before(figure: Figure) -> list[int | None] | None:
    return None if figure.before is None else _amount(figure.before)


def _days(period: Period) -> list[str]:
    return [period.from_on.isoformat(), period.until_on.isoformat()]


def _place(area: Area) -> dict:
    return {
        "id": area.pk,
        "kind": area.kind,
        "name": area.name,
        "short_name": area.short_name,
        "path": area.path,
    }
