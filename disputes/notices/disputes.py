"""Whom disputes concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import Dispute
from disputes.workflow import Status
from station import phrasing, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.worklist.rows import written_once

AHEAD = timedelta(days=7)
# What a line of My day says, by the fields it is read from.
ON_MY_DAY = (
    "number",
    "field",
    "party_names",
    "status",
    "due_at",
    "place",
    "area__name",
)
LABELS = {
    "dispute.due": gettext_lazy("Dispute due today"),
    "dispute.late": gettext_lazy("Dispute late"),
    "dispute.chief": gettext_lazy("Dispute late by two working days"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who answers for it, or has taken over there; at last the chief."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Dispute.objects.open().filter(pk__in=keys)
    found = {
        pk: (person, path)
        for pk, person, path in rows.values_list("pk", "assigned_to_id", "area__path")
    }
    roster = Roster(
        {path for _person, path in found.values()}, on=working_days.local_date(at)
    )
    told = {}
    for reminder in reminders:
        if _key(reminder) in found:
            told[reminder.pk] = _line(reminder.kind, roster, *found[_key(reminder)])
    return told


def _line(kind: str, roster: Roster, person: int | None, path: str) -> list[int]:
    if kind == "dispute.chief":
        return roster.leaders(path)
    if person is not None and roster.serves(person, path):
        return [person]
    return roster.successor(path)


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the dispute is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Dispute.objects.visible_to(user).filter(pk__in=keys).select_related("area")
    found = {row.pk: row for row in rows.defer("summary", "result")}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, dispute: Dispute, user) -> Notice:
    due = phrasing.in_full(dispute.due_at)
    place = {"area": dispute.area.name, "due": due}
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": dispute.title},
        url=dispute.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % place,
        outside=_("%(what)s · %(area)s · %(due)s") % {"what": label, **place},
    )


KINDS = [
    ReminderKind(key, label, recipients, words, icon="scale")
    for key, label in LABELS.items()
]


@written_once
def _owed(user, now: datetime) -> QuerySet[Dispute]:
    rows = Dispute.objects.visible_to(user, "edit").open()
    rows = rows.filter(assigned_to=user, due_at__lt=now + AHEAD)
    rows = rows.select_related("area").only(*ON_MY_DAY)
    return rows.order_by("due_at", "pk")


def owed(user, now: datetime):
    """What this person answers for and what nobody has taken up yet."""
    for row in _owed(user, now):
        yield WorkItem(
            title=row.title,
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Take up the dispute")
            if row.status == Status.REPORTED
            else _("Dispute"),
            icon="scale",
            area_name=row.area.name,
            detail=row.number,
            sort_key=row.place,
        )
