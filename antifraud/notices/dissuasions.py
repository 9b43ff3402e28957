"""Whom a dissuasion rings for, and what is said."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud import reachable
from antifraud.actions.dissuasions import RINGS
from antifraud.models import Dissuasion
from station.models import Reminder
from station.places import name_of
from station.registry import Notice, ReminderKind, WorkItem

LABEL = gettext_lazy("Somebody is being defrauded now")
ICON = "device-mobile"


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def called(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Everybody in line while nobody goes; who was asked by name until it ended."""
    rows = Dissuasion.objects.unsettled().filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.select_related("area").for_list()}
    return {r.pk: _told(r, found[_key(r)], at) for r in reminders if _key(r) in found}


def _told(reminder: Reminder, row: Dissuasion, at: datetime) -> list[int]:
    if reminder.recipient_id:
        return [reminder.recipient_id]
    if row.answered_at is not None:
        return []
    return reachable.line(row.area, level=row.level, at=at)


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """The place and the risk; the name is on the page."""
    rows = Dissuasion.objects.visible_to(user, "answer")
    rows = rows.filter(pk__in=map(_key, reminders)).for_list()
    found = {row.pk: row for row in rows}
    return {
        r.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % {"what": LABEL, "who": name_of(row.area)},
            url=row.get_absolute_url(),
            detail=row.get_risk_display(),
            outside=_("%(what)s · %(who)s") % {"what": LABEL, "who": name_of(row.area)},
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


def owed(user, _now: datetime):
    """What this person went for and has not ended."""
    rows = Dissuasion.objects.visible_to(user, "answer").unsettled()
    for row in rows.filter(answered_by=user).for_list().order_by("raised_at"):
        yield WorkItem(
            title=_("Dissuade %(who)s") % {"who": row.who},
            url=row.get_absolute_url(),
            due_at=row.raised_at,
            kind_label=_("Dissuasion"),
            icon=ICON,
            area_name=name_of(row.area),
            detail=row.get_risk_display(),
        )


KINDS = [ReminderKind(RINGS, LABEL, called, words, icon=ICON)]
