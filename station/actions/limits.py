"""Limits that hold exactly: one statement in PostgreSQL decides who still may.

Call them outside the transaction they guard: what is rolled back is not counted. When
the database is away nothing is allowed.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from station.errors import RuleError
from station.models import RateBucket

TAKE = """
INSERT INTO station_ratebucket AS b (key, window_ends_at, count)
SELECT %(key{n})s::bytea, %(ends{n})s::timestamptz, 1 WHERE {condition}
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN b.window_ends_at <= %(at)s::timestamptz THEN 1
                 ELSE LEAST(b.count + 1, %(most{n})s::int + 2) END,
    window_ends_at = CASE
        WHEN b.window_ends_at <= %(at)s::timestamptz
             OR (%(quiet{n})s::bool AND b.count < %(most{n})s::int)
        THEN %(ends{n})s::timestamptz ELSE b.window_ends_at END
RETURNING count, window_ends_at
"""
ONE = TAKE.format(n=1, condition="true")
STILL_ALLOWED = "(SELECT count FROM first) <= %(most1)s::int"
IN_TURN = f"""
WITH first AS ({ONE}), second AS ({TAKE.format(n=2, condition=STILL_ALLOWED)})
SELECT first.count, first.window_ends_at, second.count, second.window_ends_at
FROM first LEFT JOIN second ON true
"""  # noqa: S608


@dataclass(frozen=True)
class Limit:
    """So many within so long.

    ``quiet``: the count is forgotten only after so long without a try, so that no
    stretch of that length ever holds more.
    """

    name: str
    most: int
    within: timedelta
    quiet: bool = False


@dataclass(frozen=True)
class Taken:
    """What a limit said."""

    count: int
    ends_at: datetime
    most: int

    @property
    def is_allowed(self) -> bool:
        return self.count <= self.most

    @property
    def is_first_refusal(self) -> bool:
        return self.count == self.most + 1

    def seconds_left(self, *, at: datetime) -> int:
        return max(1, round((self.ends_at - at).total_seconds()))


class TooMany(RuleError):
    """A limit is used up; ``wait`` says for how many seconds."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message, code="too_many")
        self.wait = wait


def bucket_key(limit: Limit, of: str) -> bytes:
    """What the database keeps of whom a limit counts: a keyed fingerprint."""
    key = settings.INDEX_KEY.encode()
    return hmac.digest(key, f"limit:{limit.name}:{of}".encode(), "sha256")


def take(limit: Limit, of: str, *, at: datetime) -> Taken:
    """Count one more and say whether it is still allowed."""
    with connection.cursor() as cursor:
        cursor.execute(ONE, {"at": at, **_asked(1, limit, of, at=at)})
        count, ends_at = cursor.fetchone()
    return Taken(count=count, ends_at=ends_at, most=limit.most)


def take_in_turn(
    first: tuple[Limit, str], second: tuple[Limit, str], *, at: datetime
) -> tuple[Taken, Taken | None]:
    """Count one more of two limits; where the first refuses, the second is not counted."""
    values = {"at": at, **_asked(1, *first, at=at), **_asked(2, *second, at=at)}
    with connection.cursor() as cursor:
        cursor.execute(IN_TURN, values)
        count, ends_at, then_count, then_ends_at = cursor.fetchone()
    taken = Taken(count=count, ends_at=ends_at, most=first[0].most)
    if then_count is None:
        return taken, None
    return taken, Taken(count=then_count, ends_at=then_ends_at, most=second[0].most)


def _asked(n: int, limit: Limit, of: str, *, at: datetime) -> dict[str, object]:
    """What the statement is told of its first or second limit."""
    return {
        f"key{n}": bucket_key(limit, of),
        f"ends{n}": at + limit.within,
        f"most{n}": limit.most,
        f"quiet{n}": limit.quiet,
    }


def give_back(limit: Limit, of: str) -> None:
    """The one counted was no harm after all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE station_ratebucket SET count = GREATEST(count - 1, 0) "
            "WHERE key = %s::bytea",
            [bucket_key(limit, of)],
        )


def forget(limit: Limit, of: str) -> None:
    """Begin again from nothing."""
    RateBucket.objects.filter(key=bucket_key(limit, of)).delete()


def purge(*, at: datetime) -> int:
    """Throw away what has run out."""
    return RateBucket.objects.filter(window_ends_at__lt=at).delete()[0]
