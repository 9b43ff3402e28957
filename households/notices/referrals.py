"""Whom it concerns when another office is slow with its answer."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.charge import CHIEF, SUPERVISOR
from households.models import Referral
from households.notices.messages import line
from station import phrasing, policy, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=3)
MOST = 60
LABELS = {
    "referral.soon": gettext_lazy("Another office answers by today"),
    "referral.late": gettext_lazy("Another office is late"),
}
# As the notices of messages say it: to the owner, or to owner and chief.
AS_MESSAGE = {"referral.soon": "message.late", "referral.late": "message.urgent"}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The owner of the matter, when it is late also whoever leads."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Referral.objects.waiting().filter(pk__in=keys)
    found = {row.pk: row.message for row in rows.select_related("message__area")}
    roster = Roster(
        {message.area.path for message in found.values()},
        on=working_days.local_date(at),
    )
    return {
        reminder.pk: line(AS_MESSAGE[reminder.kind], found[_key(reminder)], roster)
        for reminder in reminders
        if _key(reminder) in found
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the matter is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Referral.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows.defer("asked", "answer")}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, referral: Referral, user) -> Notice:
    number = referral.message.number
    title = _("%(what)s · %(who)s") % {"what": label, "who": number}
    return Notice(
        recipient=user,
        title=title,
        url=referral.get_absolute_url(),
        detail=_("%(area)s · %(due)s")
        % {"area": referral.office, "due": phrasing.in_full(referral.due_at)},
        outside=title,
    )


KINDS = [
    ReminderKind(key, label, recipients, words, "send") for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """What one's matters wait for elsewhere, late or nearly so; to who leads, all late."""
    mine = Q(message__assigned_to=user, due_at__lt=now + AHEAD)
    if policy.rights(user).roles & {CHIEF, SUPERVISOR}:
        mine |= Q(due_at__lt=now)
    rows = Referral.objects.visible_to(user).waiting().filter(mine)
    for row in rows.for_list().defer("asked", "answer").order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("Ask %(office)s about %(number)s")
            % {"office": row.office, "number": row.message.number},
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("With another office"),
            icon="send",
            area_name=row.message.area.short_name,
            detail=row.office.line,
        )
