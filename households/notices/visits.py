"""Drafts that wait for an officer, and those that came back to their author."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from households.models import Visit
from station import policy
from station.models import Event, reference
from station.registry import WorkItem

MOST = 50


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """What this person should confirm, and what to complete."""
    if policy.can(user, "visit.confirm"):
        yield from _to_confirm(user)
    yield from _to_complete(user)


def _drafts():
    return (
        Visit.objects.drafts()
        .select_related("household__address", "area", "visited_by")
        .defer("learned", "asked_for")
        .order_by("visited_at", "pk")
    )


def _to_confirm(user) -> Iterator[WorkItem]:
    for visit in _drafts().visible_to(user, "confirm")[:MOST]:
        yield WorkItem(
            title=_("Confirm the visit to %(household)s") % {"household": visit.where},
            url=visit.get_absolute_url(),
            due_at=None,
            kind_label=_("Visit to be confirmed"),
            icon="checks",
            area_name=visit.area.short_name,
            detail=visit.visited_by.name,
        )


def _to_complete(user) -> Iterator[WorkItem]:
    """Drafts that came back; the others wait for the officer."""
    drafts = {
        reference(visit): visit for visit in _drafts().filter(visited_by=user)[:MOST]
    }
    notes = dict(
        Event.objects.filter(kind="visit.returned", trail__overlap=list(drafts))
        .order_by("pk")
        .values_list("subject", "note")
    )
    for subject, note in notes.items():
        visit = drafts[subject]
        yield WorkItem(
            title=_("Complete the visit to %(household)s") % {"household": visit.where},
            url=visit.get_absolute_url(),
            due_at=None,
            kind_label=_("Draft sent back"),
            icon="pencil",
            area_name=visit.area.short_name,
            detail=note,
        )
