"""Many readings of one moment, though each is a transaction of its own.

Between two readings others may write, and a worker has to say how far it is: so a
second connection holds the view of the database of the first moment open, and every
reading takes it over.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

NAME = re.compile(r"[0-9A-F-]+")


class Moment:
    """A view of the database that several transactions share."""

    def __init__(self) -> None:
        self.side = connection.copy()
        self.name = ""

    def open(self) -> None:
        """Keep what the database holds now in view."""
        with self.side.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            self.name = cursor.fetchone()[0]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, everything is as it was at that moment."""
        with self.side.cursor() as cursor:  # a sign of life
            cursor.execute("SELECT 1")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(f"SET TRANSACTION SNAPSHOT '{_plain(self.name)}'")
            yield

    def close(self) -> None:
        self.side.close()


class Held(Moment):
    """The caller's transaction keeps the readings together."""

    def open(self) -> None:
        """There is nothing to hold open."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        yield


@contextmanager
def one_moment() -> Iterator[Moment]:
    """Readings of this moment; in a transaction they are its own."""
    moment = Held() if connection.in_atomic_block else Moment()
    try:
        moment.open()
        yield moment
    finally:
        moment.close()


def _plain(name: str) -> str:
    """A name that PostgreSQL gave; it cannot be passed as a parameter."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return name
