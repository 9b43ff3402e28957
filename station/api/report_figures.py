"""The kept figures of a report over REST: as page, paper and workbook tell them."""

from collections.abc import Iterable

from station.metrics.declared import Direction
from station.metrics.reading import Amount
from station.models import Report
from station.reports.kept import (
    Days,
    KeptArea,
    KeptFigure,
    KeptGroup,
    KeptMetric,
    KeptTable,
    Shown,
)
from station.reports.shown import hidden_because, shown


def of(report: Report, user) -> dict | None:
    """All figures this reader may see; null before they were counted."""
    found = shown(report, user)
    return _told(found) if found else None


def _told(found: Shown) -> dict:
    return {
        "area": _area(found.area),
        "at": found.at,
        "period": _days(found.period),
        "before": _days(found.before),
        "year": _days(found.year),
        "has_hidden": found.has_hidden,
        "groups": [_group(group) for group in found.groups],
        "late": [_whole(figure) for figure in found.late],
        "soon": [_whole(figure) for figure in found.soon],
        "places": _table(found.places),
        "late_places": _table(found.late_places),
    }


def _group(group: KeptGroup) -> dict:
    return {
        "key": group.key,
        "label": group.label,
        "figures": [_whole(figure) for figure in group.figures],
    }


def _whole(figure: KeptFigure) -> dict:
    """A figure with what it means, its months and its parts."""
    return {
        "metric": _metric(figure.metric),
        **_figure(figure),
        "year": _amount(figure.year),
        "year_change": figure.year_change,
        "months": [
            _days(month.month) | _amount(month.amount) for month in figure.months
        ],
        "parts": [
            {
                "key": parts.key,
                "label": parts.label,
                "rows": [
                    {"value": row.value, "label": row.label, **_figure(row)}
                    for row in parts.rows
                ],
            }
            for parts in figure.parts
        ],
    }


def _metric(metric: KeptMetric) -> dict:
    return {name: getattr(metric, name) for name in METRIC["properties"]}


def _figure(figure: KeptFigure) -> dict:
    return _amount(figure.amount) | {
        "hidden_because": hidden_because() if figure.is_hidden else "",
        "before": _amount(figure.before),
        "change": figure.change,
        "change_percent": figure.change_percent,
    }


def _table(table: KeptTable) -> dict:
    return {
        "metrics": [metric.key for metric in table.metrics],
        "lines": [
            {"area": _area(area), "figures": [_figure(figure) for figure in line]}
            for area, line in table.lines
        ],
    }


def _amount(amount: Amount | None) -> dict | None:
    names = ("part", "whole", "percent", "is_hidden")
    return amount and {name: getattr(amount, name) for name in names}


def _area(area: KeptArea) -> dict:
    return {"id": area.pk, "name": area.name, "kind": area.kind}


def _days(days: Days) -> dict:
    return {"from_on": days.from_on, "until_on": days.until_on}


# -- the schema of the same --------------------------------------------------------

TEXT, NUMBER, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
PERHAPS = {"type": ["integer", "null"]}
DAY = {"type": "string", "format": "date"}


def _object(**properties: dict) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _many(schema: dict) -> dict:
    return {"type": "array", "items": schema}


def _or_null(schema: dict) -> dict:
    return schema | {"type": [schema["type"], "null"]}


def _all(*schemas: Iterable[dict]) -> dict:
    """One object with the properties of several."""
    joined: dict = {}
    for schema in schemas:
        joined |= schema["properties"]
    return _object(**joined)


SPAN = _object(from_on=DAY, until_on=DAY)
AREA = _object(id=NUMBER, name=TEXT, kind=TEXT)
AMOUNT = _object(part=PERHAPS, whole=PERHAPS, percent=PERHAPS, is_hidden=YES)
METRIC = _object(
    key=TEXT,
    label=TEXT,
    definition=TEXT,
    unit=TEXT,
    direction={"type": "string", "enum": Direction.values},
    is_rate=YES,
    part_label=TEXT,
    whole_label=TEXT,
    is_of_period=YES,
)
FIGURE = _all(
    AMOUNT,
    _object(
        hidden_because=TEXT,
        before=_or_null(AMOUNT),
        change=PERHAPS,
        change_percent=PERHAPS,
    ),
)
PARTS = _object(
    key=TEXT, label=TEXT, rows=_many(_all(_object(value=TEXT, label=TEXT), FIGURE))
)
WHOLE = _all(
    _object(metric=METRIC),
    FIGURE,
    _object(
        year=_or_null(AMOUNT),
        year_change=PERHAPS,
        months=_many(_all(SPAN, AMOUNT)),
        parts=_many(PARTS),
    ),
)
TABLE = _object(
    metrics=_many(TEXT), lines=_many(_object(area=AREA, figures=_many(FIGURE)))
)
SCHEMA = _or_null(
    _object(
        area=AREA,
        at={"type": "string", "format": "date-time"},
        period=SPAN,
        before=SPAN,
        year=SPAN,
        has_hidden=YES,
        groups=_many(_object(key=TEXT, label=TEXT, figures=_many(WHOLE))),
        late=_many(WHOLE),
        soon=_many(WHOLE),
        places=TABLE,
        late_places=TABLE,
    )
) | {
    "description": "As they were counted, in the reader's language; null before. "
    "Small numbers are hidden outside the station."
}
