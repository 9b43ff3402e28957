"""What one person owes, source by source."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from station.registry import WorkItem, registry
from station.worklist import asked

MOST = 200  # of one source; nobody does more in a week


def owed_by(user, *, now: datetime) -> Iterator[tuple[str, WorkItem]]:
    """Everything with the key of its source; only sources that have something are read."""
    there = asked.with_anything(registry.worklist, user, now)
    for key, source in registry.worklist.items():
        if key in there:
            for item in islice(source(user, now), MOST):
                yield key, item
