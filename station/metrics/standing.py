"""What stands now, as SQL: compiled once, its moments, days and arrays passed each time.

A dashboard asks for some eighty live conditions, and to compile and plan them costs
more than to answer them. A condition is known again by all it says but its moments,
days and ``Given`` arrays: they alone are parameters, so the text can be prepared
(``station.prepared``). All else is written out, for the planner has to see that a
partial index serves. What cannot be compared (a query of its own) is compiled each time.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import BaseExpression, F, RawSQL

from station.metrics.counting import rows_where
from station.metrics.declared import Counted
from station.metrics.moment import Moment
from station.prepared import Given

MOST = 1000  # statements kept; a condition may say a day that a tomorrow never asks for
FAR = datetime(4000, 1, 1, tzinfo=UTC)  # no condition asks for so late a day
DAY = timedelta(days=1)
Passed = date | Given  # a moment is a date too
PASSED = (date, datetime, Given)
LISTS = (list, tuple, set, frozenset)
PLAIN = (str, int, bool, type(None))

_kept: dict[Hashable, tuple[str, list]] = {}


class Unkept(Exception):
    """What cannot be known again."""


@dataclass(frozen=True)
class Gap:
    """Where the moment, day or array of this number goes."""

    number: int


def statement(
    counted: Counted, moment: Moment, ask: Callable[[QuerySet], QuerySet], *key: str
) -> tuple[str, list[Passed]]:
    """What is asked of the rows that stand, and what is to be passed to it.

    ``key`` names what ``ask`` makes of them.
    """
    condition, times = counted.live(moment), []
    try:
        name = (counted.key, *key, _known_by(condition, times))
        text, gaps = _kept.get(name) or _keep(name, counted, condition, ask)
    except Unkept:
        text, gaps = _with_gaps(*_compiled(counted, condition, ask))
    return text, [times[gap.number] for gap in gaps]


def _compiled(counted: Counted, condition: Q, ask) -> tuple[str, list]:
    sql, params = ask(rows_where(counted, condition)).query.sql_with_params()
    return sql, list(params)


def _keep(name: Hashable, counted: Counted, condition: Q, ask) -> tuple[str, list[Gap]]:
    """Compiled with far-off days, each unlike the others, to see where they go."""
    marks: list[Passed] = []
    sql, params = _compiled(counted, _turned(condition, _marking(marks)), ask)
    gaps = {mark: Gap(number) for number, mark in enumerate(marks)}
    params = [gaps.get(p, p) if isinstance(p, PASSED) else p for p in params]
    if not set(gaps.values()) <= {p for p in params if isinstance(p, Gap)}:
        raise Unkept  # it became part of the text
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[name] = _with_gaps(sql, params)
    return _kept[name]


def _with_gaps(sql: str, params: list) -> tuple[str, list[Gap]]:
    """All values written out, but those that are passed each time."""
    written = ["%s" if isinstance(p, Gap) else _written(p) for p in params]
    gaps = [p for p in params if isinstance(p, Gap)]
    return sql.replace("%%", "%%%%") % tuple(written), gaps


def _written(value) -> str:
    return connection.ops.compose_sql("%s", [value]).replace("%", "%%")


def _known_by(condition: Q, times: list[Passed]) -> tuple:
    """All it says but its moments, days and arrays; these are noted in order."""
    said = [condition.connector, condition.negated]
    for child in condition.children:
        if type(child) is tuple:
            name, child = child
            said.append(name)
        said.append(_shape(child, times))
    return tuple(said)


def _shape(value, times: list[Passed]):
    """By exact types: this is asked some three hundred times for a dashboard."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind in PASSED:
        times.append(value)
        return kind
    if kind is Q:
        return _known_by(value, times)
    if kind is RawSQL:
        return value.sql, _shape(value.params, times)
    if kind in LISTS:
        return tuple([_shape(part, times) for part in value])
    if isinstance(value, (BaseExpression, F, str)):
        return value
    raise Unkept


def _marking(marks: list[Passed]) -> Callable[[Passed], Passed]:
    def mark(time: Passed) -> Passed:
        far = FAR + len(marks) * DAY
        if isinstance(time, Given):
            far = Given.of([far])
        marks.append(far if isinstance(time, datetime | Given) else far.date())
        return marks[-1]

    return mark


def _turned(condition: Q, turn: Callable) -> Q:
    """The same condition with its moments and days turned into something else."""
    children = [
        _turned(child, turn) if isinstance(child, Q) else _leaf(child, turn)
        for child in condition.children
    ]
    return Q.create(children, condition.connector, condition.negated)


def _leaf(child, turn: Callable):
    if not isinstance(child, tuple):
        return _value(child, turn)
    name, value = child
    return name, _value(value, turn)


def _value(value, turn: Callable):
    if isinstance(value, PASSED):
        return turn(value)
    if isinstance(value, RawSQL):
        turned = _value(value.params, turn)
        return RawSQL(value.sql, turned, value.output_field)  # noqa: S611
    if isinstance(value, LISTS):
        return tuple(_value(part, turn) for part in value)
    if isinstance(value, (*PLAIN, BaseExpression, F)):
        return value
    raise Unkept
