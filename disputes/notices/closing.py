"""Who is told that a major dispute waits for its end, and what the chief said."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import ClosingRequest
from station import legal, working_days
from station.closings import evening
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

APPROVE = "dispute.approve"  # working days
MOST = 50
LABELS = {
    "dispute.closing_asked": gettext_lazy("A major dispute waits to be closed"),
    "dispute.closing_refused": gettext_lazy("A major dispute was sent back"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The chief while it waits; whoever asked, when it was sent back."""
    keys = {_key(reminder) for reminder in reminders}
    rows = ClosingRequest.objects.filter(pk__in=keys)
    found = {
        pk: (asked_by, is_approved, path)
        for pk, asked_by, is_approved, path in rows.values_list(
            "pk", "asked_by_id", "is_approved", "dispute__area__path"
        )
    }
    paths = {path for _asked, _yes, path in found.values()}
    roster = Roster(paths, on=working_days.local_date(at))
    told = {}
    for reminder in reminders:
        asked_by, is_approved, path = found.get(_key(reminder), (None, True, ""))
        waits = is_approved is None
        if reminder.kind == "dispute.closing_asked" and waits:
            told[reminder.pk] = roster.leaders(path)
        if reminder.kind == "dispute.closing_refused" and is_approved is False:
            told[reminder.pk] = [asked_by]
    return told


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What it says to this person."""
    keys = {_key(reminder) for reminder in reminders}
    rows = ClosingRequest.objects.visible_to(user).filter(pk__in=keys)
    rows = rows.select_related("dispute__area").defer("result")
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: _notice(reminder.kind, found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(kind: str, request: ClosingRequest, user) -> Notice:
    dispute, label = request.dispute, LABELS[kind]
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": dispute.title},
        url=dispute.get_absolute_url(),
        detail=request.reason or dispute.area.name,
        outside=_("%(what)s · %(who)s") % {"what": label, "who": dispute.area.name},
    )


KINDS = [
    ReminderKind(key, label, recipients, words, icon="scale")
    for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """What waits for this chief's yes."""
    rows = ClosingRequest.objects.visible_to(user, "approve").filter(decided_at=None)
    rows = rows.select_related("dispute__area").defer("result").order_by("asked_at")
    waiting = list(rows[:MOST])
    if not waiting:
        return
    calendar = working_days.calendar()
    days = legal.figure(APPROVE, on=working_days.local_date(now))
    for row in waiting:
        yield WorkItem(
            title=row.dispute.title,
            url=reverse("disputes:closing_approve", args=[row.pk]),
            due_at=evening(
                calendar.add_days(working_days.local_date(row.asked_at), days)
            ),
            kind_label=_("Close the major dispute"),
            icon="scale",
            area_name=row.dispute.area.name,
            detail=row.dispute.number,
        )
