"""Everything that changed, in commit order: none skipped, none twice, resumable.

An event carries the id of the transaction that wrote it. Readers stay below the oldest
transaction still running, so one that commits late is never passed over. Transactions
of other databases on the same server cannot have written here and hold nobody up.

The feed of the API and what goes out by webhook are both read here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import connection
from django.utils.module_loading import import_string

from station import policy
from station.api.shape import Shape
from station.feed_sql import AGAIN, FEED, HERE, SINCE

WINDOW = 20_000  # events looked through for one page, whoever asks
LAST = 2**63 - 1  # behind every event of a transaction
SIGNER = signing.Signer(salt="station.api.changes")


@dataclass(frozen=True)
class Followed:
    """A kind of record that can be followed: its name in the API and its shape.

    ``is_secret``: who may not see a row must not learn that there is one.
    """

    name: str
    shape: Shape
    is_secret: bool = False

    def __post_init__(self):
        self.shape.resource = self.name  # a worker knows the API by this list alone

    @property
    def label(self) -> str:
        return self.shape.model._meta.label_lower


@cache
def followed() -> tuple[Followed, ...]:
    """Every kind of record of every app that can be followed."""
    return import_string(settings.FOLLOWED)


class BadPosition(ValueError):
    """A cursor that is not one of ours."""


class Position(NamedTuple):
    """A place in the feed: a transaction and an event in it."""

    xid: int = 0
    pk: int = 0

    @classmethod
    def read(cls, text: str) -> "Position":
        """The place a client was given; raises BadPosition."""
        if not text:
            return cls()
        try:
            xid, pk = SIGNER.unsign_object(text.replace("~", ":"))
            return cls(int(xid), int(pk))
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise BadPosition from error

    def write(self) -> str:
        return SIGNER.sign_object([str(self.xid), self.pk]).replace(":", "~")


def here() -> Position:
    """Where the feed stands: whatever is read from now on holds all up to here."""
    with connection.cursor() as cursor:
        cursor.execute(HERE)
        return Position(int(cursor.fetchone()[0]) - 1, LAST)


def since(at: datetime) -> Position:
    """Before the first change written at this moment or later."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [at])
        first = cursor.fetchone()
    return Position(int(first[0]), first[1] - 1) if first else here()


class Happened(NamedTuple):
    """An event of the feed, as the database tells it."""

    xid: str
    pk: int
    kind: str
    subject: str
    area_id: int | None
    at: datetime


@dataclass(frozen=True)
class Change:
    """An event with the record it is about, as it stands now."""

    type: str
    id: int
    event: str
    at: datetime
    event_id: int
    row: str | None  # JSON as the list of the type has it; None when it is gone

    def json(self, *, with_data: bool = True) -> str:
        head = {
            "type": self.type,
            "id": self.id,
            "change": "saved" if self.row is not None else "gone",
            "event": self.event,
            "at": self.at.isoformat(),
        }
        text = json.dumps(head)
        return f'{text[:-1]},"data":{self.row or "null"}}}' if with_data else text


@dataclass(frozen=True)
class Page:
    """The next changes, where they end, and whether more are there already."""

    changes: list[Change]
    end: Position
    has_more: bool


class Reader:
    """The feed as one person or machine may see it at this moment."""

    def __init__(self, user, kinds: Iterable[Followed]) -> None:
        self.user = user
        self.kinds = {kind.label: kind for kind in kinds if self._may_see(kind)}

    def page(self, start: Position, *, size: int) -> Page:
        """The changes after ``start``; bounded also where none of them is visible."""
        with connection.cursor() as cursor:
            cursor.execute(FEED, self._params(start, size))
            *found, last = cursor.fetchall() or [None]
        if last is None:
            return Page([], start, has_more=False)
        has_more, end = last[6] == WINDOW, last
        if len(found) > size:
            found, has_more, end = found[:size], True, found[size - 1]
        events = [Happened(*row[:6]) for row in found]
        position = Position(int(end[0]), end[1])
        return Page(list(self._tell(events)), position, has_more)

    def again(self, event_ids: list[int]) -> list[Change]:
        """These events once more, with today's rights and today's rows."""
        with connection.cursor() as cursor:
            cursor.execute(AGAIN, [event_ids])
            events = [Happened(*row) for row in cursor.fetchall()]
        return list(self._tell([event for event in events if self._kind(event)]))

    def _params(self, start: Position, size: int) -> dict:
        scopes = self._scopes
        return {
            "xid": str(start.xid),
            "id": start.pk,
            "window": WINDOW,
            "limit": size + 1,
            "labels": list(self.kinds),
            "areas": list(frozenset().union(*(s.area_ids for s in scopes.values()))),
            "anywhere": [
                label
                for label, s in scopes.items()
                if s.everything or s.own or s.assigned or self.kinds[label].is_secret
            ],
        }

    def _may_see(self, kind: Followed) -> bool:
        resources = {kind.shape.model.policy_resource}
        if kind.is_secret:
            resources.add("tip")
        return any(policy.can(self.user, f"{name}.view") for name in resources)

    @cached_property
    def _scopes(self) -> dict[str, policy.Scope]:
        return {
            label: policy.scope(self.user, f"{kind.shape.model.policy_resource}.view")
            for label, kind in self.kinds.items()
        }

    def _kind(self, event: Happened) -> Followed | None:
        return self.kinds.get(event.subject.partition(":")[0])

    def _tell(self, events: list[Happened]) -> Iterator[Change]:
        """Each event with the row as it stands now."""
        ids = defaultdict(set)
        for event in events:
            label, _colon, pk = event.subject.partition(":")
            ids[label].add(int(pk))
        rows = {label: self._rows(self.kinds[label], pks) for label, pks in ids.items()}
        for event in events:
            label, _colon, pk = event.subject.partition(":")
            row = rows[label].get(int(pk))
            if row is not None or self._was_seen(label, event.area_id):
                name = self.kinds[label].name
                yield Change(name, int(pk), event.kind, event.at, event.pk, row)

    def _rows(self, kind: Followed, pks: set[int]) -> dict[int, str]:
        visible = kind.shape.model._default_manager.visible_to(self.user)
        found = kind.shape.rows(visible.filter(pk__in=pks), user=self.user)
        return {pk: text for pk, _sort, text in found if text}

    def _was_seen(self, label: str, area_id: int | None) -> bool:
        """A record that is gone is told to those who could see it where it was."""
        if self.kinds[label].is_secret:
            return False
        scope = self._scopes[label]
        return scope.everything or area_id in scope.area_ids
