"""What keeps a record from being closed in good conscience: things still open."""

from collections.abc import Callable

from station.registry import WorkItem, registry

MOST = 20


def open_things(obj, *, user) -> list[WorkItem]:
    """What is still open about a record, from whoever registered it, soonest first."""
    sources: list[Callable] = registry.closings.get(obj._meta.label_lower, [])
    found = [item for source in sources for item in source(obj, user)]
    found.sort(key=lambda item: (item.due_at is None, item.due_at or 0))
    return found[:MOST]
