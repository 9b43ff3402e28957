"""Whom follow-ups concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions.follow_ups import late_at
from households.models import FollowUp
from station import phrasing, working_days
from station.duty import SERVING, Roster
from station.models import Post, Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.worklist.rows import written_once

AHEAD = timedelta(days=7)
# What a line of My day says, by the fields it is read from.
ON_MY_DAY = (
    "row_key",
    "matter",
    "due_at",
    "elsewhere",
    "record_kind",
    "household__head_name",
    "household__number",
    "household__address__text",
    "unit__name",
    "unit__address__text",
    "area__name",
)
LABELS = {
    "follow_up.soon": gettext_lazy("Follow-up visit soon due"),
    "follow_up.due": gettext_lazy("Follow-up visit due"),
    "follow_up.late": gettext_lazy("Follow-up visit late"),
    "follow_up.chief": gettext_lazy("Follow-up visit late by two working days"),
    "follow_up.handed": gettext_lazy("Follow-up visit handed to you"),
    "follow_up.moved": gettext_lazy("Follow-up visit moved"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who goes, or who has taken over there; for the last stage the chief."""
    keys = {_key(reminder) for reminder in reminders}
    rows = FollowUp.objects.open().filter(pk__any_of=keys)
    found = {
        row[0]: row[1:]
        for row in rows.values_list("pk", "assigned_to_id", "area__path", "due_at")
    }
    roster = Roster(
        {path for _user, path, _due in found.values()}, on=working_days.local_date(at)
    )
    overtaken = _Overtaken(at)
    told = {}
    for reminder in reminders:
        user_id, path, due_at = found.get(_key(reminder), (None, "", None))
        if user_id is not None and not overtaken(reminder.kind, due_at):
            told[reminder.pk] = _line(reminder.kind, roster, user_id, path)
    return told


def _line(kind: str, roster: Roster, user_id: int, path: str) -> list[int]:
    if kind == "follow_up.chief":
        return roster.leaders(path)
    return [user_id] if roster.serves(user_id, path) else roster.successor(path)


class _Overtaken:
    """After a day without a sweep only the last stage is said, not each again."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.calendar = working_days.calendar()
        self.late_at: dict[datetime, datetime] = {}

    def __call__(self, kind: str, due_at: datetime) -> bool:
        """Does a later stage say the same by now?"""
        if kind == "follow_up.soon":
            return due_at <= self.at
        if kind != "follow_up.due":
            return False
        if due_at not in self.late_at:
            due_on = working_days.local_date(due_at)
            self.late_at[due_at] = late_at(due_on, self.calendar)
        return self.late_at[due_at] <= self.at


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the follow-up is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = FollowUp.objects.visible_to(user).filter(pk__in=keys)
    rows = rows.select_related("household", "unit", "area").defer("matter", "result")
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, follow_up: FollowUp, user) -> Notice:
    due = phrasing.in_full(follow_up.due_at)
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s")
        % {"what": label, "who": follow_up.place_name or follow_up.area.name},
        url=follow_up.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % {"area": follow_up.area.name, "due": due},
        outside=_("%(what)s · %(area)s · %(due)s")
        % {"what": label, "area": follow_up.area.name, "due": due},
    )


KINDS = [ReminderKind(key, label, recipients, words) for key, label in LABELS.items()]


@written_once
def _owed(user, now: datetime) -> QuerySet[FollowUp]:
    nobody = ~Exists(
        Post.objects.valid(on=timezone.localdate(now)).filter(
            user=OuterRef("assigned_to"), user__is_active=True, role__in=SERVING
        )
    )
    mine = FollowUp.objects.visible_to(user, "edit").open()
    rows = mine.filter(Q(assigned_to=user) | nobody, due_at__lt=now + AHEAD)
    rows = rows.select_related("household__address", "unit__address", "area")
    return rows.only(*ON_MY_DAY).order_by("due_at", "pk")


def owed(user, now: datetime):
    """What this person promised, and what nobody else is left to keep."""
    for row in _owed(user, now):
        yield work_item(row)


def work_item(follow_up: FollowUp) -> WorkItem:
    """One line of My day."""
    address = follow_up.address_text
    return WorkItem(
        title=_("%(what)s · %(who)s")
        % {
            "what": follow_up.place_name,
            "who": Truncator(follow_up.matter).chars(40),
        },
        url=follow_up.get_absolute_url(),
        due_at=follow_up.due_at,
        kind_label=_("Follow-up"),
        icon="calendar-event",
        area_name=follow_up.area.name,
        detail=address,
        done_url=""
        if follow_up.record_kind
        else reverse("households:follow_up_tick", args=[follow_up.pk]),
        sort_key=address,
    )
