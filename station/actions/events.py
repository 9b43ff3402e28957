"""Writing down what happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from station.models import Area, Event, User, reference
from station.registry import registry

_BULK: ContextVar[str] = ContextVar("bulk", default="")


@contextmanager
def in_bulk(key: str) -> Iterator[None]:
    """What is recorded inside belongs to one action on many rows and carries its key."""
    token = _BULK.set(key)
    try:
        yield
    finally:
        _BULK.reset(token)


def record(
    *,
    kind: str,
    subject,
    by: User | None,
    at: datetime,
    also=(),
    area: Area | None = None,
    changes: dict | None = None,
    note: str = "",
) -> Event:
    """Write an event; call it inside the transaction of the change.

    ``also`` names the other records on whose page the event shows. ``changes`` holds
    field names with before and after, never personal data: for a personal field only
    that it changed.
    """
    facts = _facts(kind, subject, by=by, at=at, also=also, changes=changes)
    if area is not None:
        facts["area_id"] = area.pk
    event = Event.objects.create(**facts, note=note)
    _tell(event)
    return event


def record_each(*, kind: str, subjects, by: User | None, at: datetime) -> list[Event]:
    """The same of many records, written at once."""
    made = [Event(**_facts(kind, subject, by=by, at=at)) for subject in subjects]
    for event in Event.objects.bulk_create(made):
        _tell(event)
    return made


def _facts(kind: str, subject, *, by, at, also=(), changes: dict | None = None) -> dict:
    changes, bulk = changes or {}, _BULK.get()
    return {
        "kind": kind,
        "subject": reference(subject),
        "trail": [reference(subject), *(reference(other) for other in also)],
        "area_id": _area_of(subject),
        "actor": by,
        "happened_at": at,
        "changes": {**changes, "bulk": [None, bulk]} if bulk else changes,
    }


def _area_of(subject) -> int | None:
    """Where it lies; its area is not read for this alone."""
    key = getattr(subject, "area_id", None)
    return key or getattr(getattr(subject, "area", None), "pk", None)


def _tell(event: Event) -> None:
    """Whoever draws conclusions from what happens to a kind of record."""
    for model, listeners in registry.listeners.items():
        keys = {
            int(key)
            for label, _colon, key in (name.partition(":") for name in event.trail)
            if label == model
        }
        for heard in listeners if keys else ():
            heard(keys, event)


def differences(before, after, fields) -> dict[str, list]:
    """What changed between two states of a record, safe to keep in an event."""
    personal = before.PERSONAL_FIELDS
    found = {}
    for name in fields:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        found[name] = None if name in personal else [_plain(old), _plain(new)]
    return found


def _plain(value):
    """A value as JSON can hold it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return getattr(value, "pk", None) or str(value)
