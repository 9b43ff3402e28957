"""What stands now, as SQL: compiled once, its moments and days filled in each time.

A dashboard asks for some eighty live conditions, and to compile them costs more than to
answer them. A condition is known again by all it says but its moments and days; one
that holds what cannot be compared (a query of its own) is compiled each time.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import BaseExpression

from station.metrics.counting import rows_where
from station.metrics.declared import Counted
from station.metrics.moment import Moment

MOST = 1000  # statements kept; a condition may say a day that a tomorrow never asks for
FAR = datetime(4000, 1, 1, tzinfo=UTC)  # no condition asks for so late a day
DAY = timedelta(days=1)
PLAIN = (str, int, type(None), BaseExpression)

_kept: dict[Hashable, tuple[str, list]] = {}


class Unkept(Exception):
    """What cannot be known again."""


@dataclass(frozen=True)
class Gap:
    """Where the moment or day of this number goes."""

    number: int


def statement(
    counted: Counted, moment: Moment, ask: Callable[[QuerySet], QuerySet], *key: str
) -> str:
    """What is asked of the rows that stand, with all values in it.

    ``key`` names what ``ask`` makes of them.
    """
    condition, times = counted.live(moment), []
    try:
        name = (counted.key, *key, _turned(condition, _noting(times)))
        sql, params = _kept.get(name) or _keep(name, counted, condition, ask)
    except Unkept:
        sql, params = _compiled(counted, condition, ask)
    filled = [times[p.number] if isinstance(p, Gap) else p for p in params]
    return connection.ops.compose_sql(sql, filled)


def _compiled(counted: Counted, condition: Q, ask) -> tuple[str, list]:
    sql, params = ask(rows_where(counted, condition)).query.sql_with_params()
    return sql, list(params)


def _keep(name: Hashable, counted: Counted, condition: Q, ask) -> tuple[str, list]:
    """Compiled with far-off days, each unlike the others, to see where they go."""
    marks: list[date] = []
    sql, params = _compiled(counted, _turned(condition, _marking(marks)), ask)
    gaps = {mark: Gap(number) for number, mark in enumerate(marks)}
    params = [gaps.get(p, p) if isinstance(p, date) else p for p in params]
    if not set(gaps.values()) <= {p for p in params if isinstance(p, Gap)}:
        raise Unkept  # it became part of the text
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[name] = sql, params
    return _kept[name]


def _noting(times: list[date]) -> Callable[[date], type]:
    def note(time: date) -> type:
        times.append(time)
        return type(time)

    return note


def _marking(marks: list[date]) -> Callable[[date], date]:
    def mark(time: date) -> date:
        far = FAR + len(marks) * DAY
        marks.append(far if isinstance(time, datetime) else far.date())
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
    if isinstance(value, date):
        return turn(value)
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(_value(part, turn) for part in value)
    if isinstance(value, PLAIN):
        return value
    raise Unkept
