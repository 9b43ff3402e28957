"""Whom a hazard concerns at this moment, and what to say to them."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Hazard
from households.workflow.inspections import HazardStatus
from station import phrasing, working_days
from station.duty import SERVING, Roster
from station.models import Post, Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=7)
EVENING = time(18)
LABELS = {
    "hazard.reinspect": gettext_lazy("Re-inspection of a hazard due"),
    "hazard.chief": gettext_lazy("Re-inspection of a hazard late"),
    "hazard.transfer": gettext_lazy("Hazard to be transferred by tomorrow"),
    "hazard.transfer_late": gettext_lazy("Transfer of a hazard late"),
}
TO_CHIEF = ("hazard.chief", "hazard.transfer_late")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who follows it up, or took over there; what is late climbs to the chief."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Hazard.objects.with_us().filter(pk__any_of=keys)
    found = {
        pk: (user, path)
        for pk, user, path in rows.values_list("pk", "assigned_to_id", "area__path")
    }
    roster = Roster(
        {path for _user, path in found.values()}, on=working_days.local_date(at)
    )
    return {
        reminder.pk: _line(reminder.kind, roster, *found[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in found
    }


def _line(kind: str, roster: Roster, user_id: int, path: str) -> list[int]:
    owner = [user_id] if roster.serves(user_id, path) else roster.successor(path)
    if kind not in TO_CHIEF:
        return owner
    both = roster.leaders(path)
    if kind == "hazard.transfer_late":
        both = [*owner, *both]
    return list(dict.fromkeys(both))


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the hazard is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Hazard.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, hazard: Hazard, user) -> Notice:
    due = phrasing.date_in_full(hazard.next_due_on) if hazard.next_due_on else ""
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": hazard.place_name},
        url=hazard.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % {"area": hazard.what, "due": due},
        outside=_("%(what)s · %(area)s · %(due)s")
        % {"what": label, "area": hazard.area.name, "due": due},
    )


KINDS = [
    ReminderKind(key, label, recipients, words, "alert-triangle")
    for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """Notices to serve, re-inspections and transfers of the next days."""
    today = timezone.localdate(now)
    nobody = ~Exists(
        Post.objects.valid(on=today).filter(
            user=OuterRef("assigned_to"), user__is_active=True, role__in=SERVING
        )
    )
    rows = Hazard.objects.visible_to(user, "edit").with_us()
    rows = rows.filter(
        Q(assigned_to=user) | nobody, next_due_on__lte=today + AHEAD
    ).for_list()
    hazards = list(rows.order_by("next_due_on", "pk")[:200])
    calendar = working_days.calendar() if hazards else None
    for row in hazards:
        yield work_item(row, calendar=calendar, today=today)


def step_of(hazard: Hazard) -> str:
    """What is to be done next, as a verb."""
    if hazard.is_to_transfer:
        return _("Transfer the hazard")
    if hazard.status == HazardStatus.FOUND:
        return _("Serve the notice")
    return _("Re-inspect")


def work_item(hazard: Hazard, *, calendar, today) -> WorkItem:
    """One line of My day."""
    is_legal = hazard.is_to_transfer
    return WorkItem(
        title=_("%(step)s · %(place)s: %(what)s")
        % {
            "step": step_of(hazard),
            "place": hazard.place_name,
            "what": hazard.what,
        },
        url=hazard.get_absolute_url(),
        due_at=working_days.at_clock(hazard.next_due_on, EVENING),
        kind_label=_("Hazard"),
        icon="alert-triangle",
        area_name=hazard.area.short_name,
        detail=hazard.place_address,
        working_days=calendar.days_between(today, hazard.next_due_on)
        if is_legal
        else None,
        sort_key=hazard.place_address,
    )
