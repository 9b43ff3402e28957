"""How much waits behind each place of the frame, asked in one statement.

Every page asks for it, so it is written once for everybody with the same rights, as the
question about My day is (``station.worklist.asked``). A place whose rows cannot be told
without asking first is put into words each time.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

from station import prepared
from station.worklist.asked import LOST, MOST, unasked, with_gaps
from station.worklist.gaps import Gaps
from station.worklist.stand_in import StandIn, shape

BOTH = " UNION ALL "
Places = dict[str, Callable[[object], QuerySet]]


@dataclass(frozen=True)
class Written:
    """The statement about the places that could be learnt, and the others."""

    text: str
    gaps: Gaps
    others: tuple[str, ...]


_kept: dict[Hashable, Written] = {}


def waiting(places: Places, user, now: datetime, *, most: int) -> Counter[str]:
    """By the key of a place: how many rows, never more than ``most``."""
    name = tuple(places.items()), most, shape(user)
    if name not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[name] = _learnt(places, user, most)
    written, rows = _kept[name], []
    if written.text:
        rows += prepared.fetched(written.text, written.gaps.filled(user, now))
    if written.others:
        first, *others = (_rows(places, key, user, most) for key in written.others)
        rows += first.union(*others, all=True)
    return Counter(key for (key,) in rows)


def _rows(places: Places, key: str, user, most: int) -> QuerySet:
    return places[key](user).order_by().values_list(Value(key))[:most]


def _learnt(places: Places, user, most: int) -> Written:
    parts, gaps, others = [], [], []
    two = StandIn(user, 0), StandIn(user, 1)
    for key in places:
        try:
            one, other = (_part(places, key, stand_in, most) for stand_in in two)
        except EmptyResultSet:
            continue
        except LOST:
            others.append(key)
            continue
        if one == other:
            parts.append(f"({one[0]})")
            gaps += one[1]
        else:
            others.append(key)
    return Written(BOTH.join(parts), Gaps(gaps), tuple(others))


def _part(places: Places, key: str, stand_in: StandIn, most: int):
    with connection.execute_wrapper(unasked):
        rows = _rows(places, key, stand_in.person, most)
    return with_gaps(*rows.query.sql_with_params(), stand_in)
