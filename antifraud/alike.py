"""What was said lately in nearly these words: pointed out, never forbidden.

Two texts are compared by the sets of three characters in a row that they hold
(shingles), and by how large a part of both sets together they share (resemblance, the
Jaccard index): A. Z. Broder, On the resemblance and containment of documents, 1997.
Chinese has no spaces, so characters are counted and not words.
"""

import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from antifraud.models import Alert

LENGTH = 3  # characters of a shingle
LATELY = timedelta(days=30)
LEAST = 0.4  # from here on a reader takes it for the same
MOST_COMPARED = 500
MOST_SHOWN = 5
HALF = 2**31


@dataclass(frozen=True)
class Alike:
    """An alert that went out lately, and how much of it stands in both."""

    alert: Alert
    share: float
    same_groups: int  # audiences both go to

    @property
    def percent(self) -> int:
        return round(100 * self.share)


def shingles(*texts: str) -> list[int]:
    """The parts of a text as numbers, each once; signs and spaces do not count."""
    plain = unicodedata.normalize("NFKC", "".join(texts)).lower()
    letters = "".join(sign for sign in plain if sign.isalnum())
    last = max(len(letters) - LENGTH, 0)
    parts = {letters[start : start + LENGTH] for start in range(last + 1) if letters}
    return sorted(zlib.crc32(part.encode()) - HALF for part in parts)


def resemblance(one: Iterable[int], other: Iterable[int]) -> float:
    """The part of both that they share: 0 for nothing, 1 for all of it."""
    first, second = set(one), set(other)
    together = first | second
    return len(first & second) / len(together) if together else 0.0


def alike(
    words: Iterable[int],
    *,
    user,
    at: datetime,
    audiences: Iterable[int] = (),
    but: int | None = None,
) -> list[Alike]:
    """What this person may see of the last 30 days in nearly the same words."""
    mine = set(words)
    rows = (
        Alert.objects.visible_to(user).published().filter(approved_at__gt=at - LATELY)
    )
    rows = rows.exclude(pk=but).order_by("-approved_at", "-pk")
    known = rows.values_list("pk", "words")[:MOST_COMPARED]
    shares = {pk: resemblance(mine, other) for pk, other in known}
    near = sorted(
        (pk for pk, share in shares.items() if share >= LEAST),
        key=lambda pk: -shares[pk],
    )[:MOST_SHOWN]
    return _told(near, shares, set(audiences)) if near else []


def _told(near: list[int], shares: dict, audiences: set[int]) -> list[Alike]:
    rows = Alert.objects.for_list().prefetch_related("audiences").in_bulk(near)
    return [
        Alike(
            rows[pk],
            shares[pk],
            len(audiences & {found.pk for found in rows[pk].audiences.all()}),
        )
        for pk in near
    ]
