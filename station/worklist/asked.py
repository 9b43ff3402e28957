"""Which sources have anything for a person, asked in one statement.

A source is a plain function that reads what it needs. To learn what that is, it is run
once as if every table were empty: whatever it asks then decides whether it can find
anything, for as long as all those questions are answered with nothing it takes the same
way and yields nothing. The questions of all sources become one statement, kept as long
as the process lives for everybody with the same rights; who looks, where and when is
filled in each time. A source whose questions hold what cannot be filled in is not asked
beforehand, only read.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from psycopg import sql

from station import prepared
from station.worklist.gaps import Gap, Gaps
from station.worklist.stand_in import StandIn, UnknownValue, shape

MOST = 200  # kinds of rights kept
MARK = re.compile("%(s|%)")
COLUMNS = re.compile(r'SELECT ("\w+"\."\w+"( AS "\w+")?(, )?)+ FROM ')
NOTHING = "SELECT WHERE false"
# What a source meets that took for granted that something is there.
LOST = (AttributeError, LookupError, ObjectDoesNotExist, TypeError, UnknownValue)


@dataclass(frozen=True)
class Question:
    """One statement of a source: does it find anything?"""

    text: str
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Asked:
    """One statement about many sources."""

    keys: tuple[str, ...]
    text: str
    gaps: Gaps
    unasked: frozenset[str]  # to be read in any case

    def with_anything(self, user, now: datetime) -> frozenset[str]:
        """The sources worth reading."""
        if not self.keys:
            return self.unasked
        ((*found,),) = prepared.fetched(self.text, self.gaps.filled(user, now))
        return self.unasked | {
            key for key, is_there in zip(self.keys, found, strict=True) if is_there
        }


_kept: dict[Hashable, Asked] = {}


def with_anything(sources: dict[str, Callable], user, now: datetime) -> frozenset[str]:
    """The keys of the sources that may have something for this person."""
    name = tuple(sources.items()), shape(user)
    if name not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[name] = learnt(sources, user)
    return _kept[name].with_anything(user, now)


def learnt(sources: dict[str, Callable], user) -> Asked:
    """What decides whether they have something for people with these rights."""
    asked, unasked = {}, set()
    two = StandIn(user, 0), StandIn(user, 1)
    for key, source in sources.items():
        try:
            asked[key] = _questions(source, *two)
        except LOST:
            unasked.add(key)
    asked = {key: questions for key, questions in asked.items() if questions}
    columns = [" OR ".join(q.text for q in questions) for questions in asked.values()]
    return Asked(
        tuple(asked),
        f"SELECT {', '.join(columns)}",
        Gaps(gap for found in asked.values() for q in found for gap in q.gaps),
        frozenset(unasked),
    )


def _questions(source: Callable, *two: StandIn) -> list[Question]:
    """The same for both who stand in, or they hold more than is known of them."""
    one, other = (_heard(source, stand_in) for stand_in in two)
    if one != other:
        raise UnknownValue(source)
    return one


def _heard(source: Callable, stand_in: StandIn) -> list[Question]:
    heard = []

    def hear(execute, statement, params, many, context):
        heard.append((statement, params))
        return execute(NOTHING, None, many, context)

    with connection.execute_wrapper(hear):
        found = list(source(stand_in.person, stand_in.now))
    if found:
        raise UnknownValue(source)  # it has something for everybody
    return [_question(statement, params, stand_in) for statement, params in heard]


def _question(statement: str, params: Iterable, stand_in: StandIn) -> Question:
    """Nothing of a row is wanted but whether it is there."""
    bare = COLUMNS.sub("SELECT 1 FROM ", statement, count=1)
    text, gaps = with_gaps(bare, params, stand_in)
    return Question(f"EXISTS({text})", gaps)


def with_gaps(
    statement: str, params: Iterable, stand_in: StandIn
) -> tuple[str, tuple[Gap, ...]]:
    """What is the same for everybody is written out: indexes are chosen by it."""
    gaps, values = [], iter(params or ())

    def filled(mark: re.Match) -> str:
        if mark[1] == "%":
            return mark[0]
        value = next(values)
        gap = stand_in.gap(value)
        if gap is None:
            return _literal(value)
        gaps.append(gap)
        return f"%s::{gap.type}"

    return MARK.sub(filled, statement), tuple(gaps)


def _literal(value) -> str:
    return sql.Literal(value).as_string(connection.connection).replace("%", "%%")


def unasked(_execute, statement, _params, _many, _context):
    """What is asked before the rows are known depends on who looks."""
    raise UnknownValue(statement)
