"""One thing done to many rows: each by itself, all under one key."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from station.actions import events
from station.bulk import BulkAction
from station.errors import RuleError
from station.lists import ListKind
from station.models import Event, User, reference

CHUNK = 100


@dataclass(frozen=True)
class Refused:
    """A row that refused, and why."""

    pk: int
    row: str
    why: str
    code: str


@dataclass
class Outcome:
    """What became of the rows; those in neither list were no longer in scope."""

    done: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def new_key() -> str:
    """What the events of one bulk action have in common."""
    return f"B-{secrets.token_hex(4)}"


def run(
    *,
    kind: ListKind,
    action: BulkAction,
    pks: list[int],
    data: dict,
    key: str,
    by: User,
    at: datetime,
    progress=None,
    is_again: bool = False,
) -> Outcome:
    """Do it to each row; a refusal concerns that row alone.

    ``is_again``: an earlier worker died over it, so what carries the key is skipped.
    """
    outcome = Outcome()
    with events.in_bulk(key):
        for number, row in enumerate(_rows(kind, action, pks, by), start=1):
            if is_again and _was_done(row, key):
                outcome.done.append(row.pk)
            else:
                _do(row, action, outcome, data=data, by=by, at=at)
            if progress and number % 10 == 0:
                progress(number)
    return outcome


def _do(row, action: BulkAction, outcome: Outcome, *, data, by, at) -> None:
    try:
        with transaction.atomic():
            action.run(row, data=data, by=by, at=at)
    except RuleError as error:
        refused = Refused(row.pk, str(row), str(error), error.code)
        outcome.refused.append(refused)
    else:
        outcome.done.append(row.pk)


def _rows(kind: ListKind, action: BulkAction, pks: list[int], by: User) -> Iterator:
    """The rows still within the scope, in the order they were chosen in."""
    for start in range(0, len(pks), CHUNK):
        chosen = pks[start : start + CHUNK]
        rows = kind.visible(by, action.permission)
        if kind.prepare:
            rows = kind.prepare(rows)
        found = {row.pk: row for row in rows.filter(pk__in=chosen)}
        yield from (found[pk] for pk in chosen if pk in found)


def _was_done(row, key: str) -> bool:
    return Event.objects.filter(
        trail__contains=[reference(row)], changes__bulk=[None, key]
    ).exists()
