"""Long statements that PostgreSQL plans once for a connection, not each time.

A plan is made without knowing what is asked for, so write such a statement that any
parameter is answered by the same plan: start from the few rows (a partial index),
name ids by ``= ANY (%s::bigint[])``, and hold what would mislead in MATERIALIZED steps.
The text may hold no value that changes from one reading to the next.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial

from django.db import connection
from psycopg import RawCursor, errors
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8

KEPT = 24  # plans of a connection; one for all figures takes 3 to 5 MB
# Of many small parts; to start a worker for one costs more than all of them.
ONE_PLAN = (
    "SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0"
)
# Of a page whose order an index has: not all that might be on it, sorted.
IN_ORDER = f"{ONE_PLAN}; SET enable_sort = off"
AS_BEFORE = (
    "RESET plan_cache_mode; RESET max_parallel_workers_per_gather; RESET enable_sort"
)
PLACE = re.compile(r"%(?:%|s|\((?P<name>[^)]+)\)s)")
SOUND = (TransactionStatus.IDLE, TransactionStatus.INTRANS)

_in_force: ContextVar[str] = ContextVar("_in_force", default="")


def fetched(
    statement: str, params: Sequence | Mapping = (), *, settings: str = ONE_PLAN
) -> list[tuple]:
    """The rows of a statement that is prepared the first time it is asked.

    Seen by whoever watches queries, as one; planned each time where the settings of
    the database take ``prepare_threshold`` away (a pooler between).
    """
    found: list[tuple] = []
    asked = partial(_asked, found, settings)
    with connection.execute_wrapper(asked), connection.cursor() as cursor:
        cursor.execute(statement, _typed_all(params))
    return found


class Given(str):
    """Numbers, days or plain words as PostgreSQL writes an array (cast it).

    Its own type: it is passed each time where another text would be written out.
    """

    __slots__ = ()

    @classmethod
    def of(cls, values: Iterable) -> "Given":
        return cls("{" + ",".join(map(str, values)) + "}")

    @classmethod
    def joined(cls, arrays: Iterable[str]) -> "Given":
        """All that is in these, one after the other."""
        return cls.of(inside for array in arrays if (inside := array[1:-1]))


def _typed_all(params: Sequence | Mapping):
    if isinstance(params, Mapping):
        return {name: _typed(value) for name, value in params.items()}
    return [_typed(value) for value in params]


def _typed(value):
    """One type whatever the size of the numbers: else each size had its own plan."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Int8(value)
    if isinstance(value, list) and set(map(type, value)) <= {int}:
        return Given.of(value)
    return value


@lru_cache(maxsize=2 * KEPT)
def _numbered(statement: str) -> tuple[bytes, tuple[str | int, ...]]:
    """The text with PostgreSQL's own numbers, and which value stands for each.

    psycopg would look through a long text each time.
    """
    places: dict[str | int, int] = {}

    def numbered(found: re.Match) -> str:
        if found[0] == "%%":
            return "%"
        wanted = found["name"] or len(places)
        return f"${places.setdefault(wanted, len(places) + 1)}"

    return PLACE.sub(numbered, statement).encode(), tuple(places)


def _asked(found, settings, _execute, statement, params, _many, context):
    """In place of Django's way to ask, innermost of all that watch it."""
    ours, cursor = context["connection"], context["cursor"].cursor
    asking = cursor.connection
    ours.validate_no_broken_transaction()
    with ours.wrap_database_errors:
        if asking.prepare_threshold is None:
            found += cursor.execute(statement, params).fetchall()
            return
        text, places = _numbered(statement)
        values = [params[place] for place in places]
        try:
            found += _by_one_plan(asking, text, values, settings)
        except (errors.FeatureNotSupported, errors.InvalidSqlStatementName):
            if ours.in_atomic_block:
                raise
            asking.execute("DEALLOCATE ALL")  # a migration changed columns
            found += _by_one_plan(asking, text, values, settings)


def _by_one_plan(asking, text: bytes, values: list, settings: str) -> list[tuple]:
    asking.prepared_max = KEPT
    with _settled(asking, settings):
        return RawCursor(asking).execute(text, values, prepare=True).fetchall()


@contextmanager
def in_a_row(settings: str = ONE_PLAN) -> Iterator[None]:
    """Statements that are asked one after the other: their settings are said once."""
    connection.ensure_connection()
    asking = connection.connection
    if asking.prepare_threshold is None:
        yield
        return
    with _settled(asking, settings):
        said = _in_force.set(settings)
        try:
            yield
        finally:
            _in_force.reset(said)


@contextmanager
def _settled(asking, settings: str) -> Iterator[None]:
    if settings == _in_force.get():
        yield
        return
    asking.execute(settings)
    try:
        yield
    finally:
        if asking.info.transaction_status in SOUND:  # else its end takes it back
            around = _in_force.get()
            asking.execute(f"{AS_BEFORE}; {around}" if around else AS_BEFORE)
