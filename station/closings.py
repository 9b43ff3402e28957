"""What keeps a record from being closed in good conscience: things still open."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from station import working_days
from station.links import records_made_of
from station.models import reference
from station.registry import WorkItem, registry

MOST = 20
EVENING = time(18)


def open_things(obj, *, user) -> list[WorkItem]:
    """What is still open about a record, soonest first, each thing once.

    From whoever registered something, and what was made of it and has not ended.
    """
    sources: list[Callable] = registry.closings.get(obj._meta.label_lower, [])
    found = [item for source in sources for item in source(obj, user)]
    told = {item.url for item in found}
    found += [item for item in _made_of(obj, user) if item.url not in told]
    found.sort(key=lambda item: (item.due_at is None, item.due_at or 0))
    return found[:MOST]


def _made_of(obj, user) -> Iterator[WorkItem]:
    """What was made of it in one step and is not at its end; one query a kind."""
    for made in records_made_of(reference(obj), user=user):
        if getattr(made, "is_open", False):
            subject = registry.subjects[made._meta.label_lower]
            yield WorkItem(
                title=str(made),
                url=made.get_absolute_url(),
                due_at=_due(made),
                kind_label=subject.label,
                icon=subject.icon,
            )


def _due(made) -> datetime | None:
    """Its due time, or the evening of its day."""
    due = getattr(made, "due_at", None) or getattr(made, "next_due_on", None)
    return evening(due) if type(due) is date else due


def evening(day: date) -> datetime:
    """By when what is due on a day is due."""
    return working_days.at_clock(day, EVENING)
