"""Whom messages and tips concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.charge import CHIEF, SUPERVISOR
from households.models import ContactCard, Message, MessageKind
from station import phrasing, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=7)
LABELS = {
    "message.new": gettext_lazy("New in the inbox"),
    "message.soon": gettext_lazy("Answer due today"),
    "message.late": gettext_lazy("Answer late"),
    "message.escalated": gettext_lazy("Answer late since yesterday"),
}
FLOODED = "card.flooded"


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who owes the answer, or has taken over; at last whoever leads."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Message.objects.open().filter(pk__in=keys).select_related("area")
    found = {row.pk: row for row in rows.defer("text", "sender_name", "sender_phone")}
    roster = Roster(
        {row.area.path for row in found.values()}, on=working_days.local_date(at)
    )
    return {
        reminder.pk: _line(reminder.kind, found[_key(reminder)], roster)
        for reminder in reminders
        if _key(reminder) in found and not _is_moot(reminder, found[_key(reminder)], at)
    }


def _is_moot(reminder: Reminder, message: Message, at: datetime) -> bool:
    """Late already: the later reminder says so."""
    return reminder.kind == "message.soon" and message.due_at <= at


def _line(kind: str, message: Message, roster: Roster) -> list[int]:
    path, owner = message.area.path, message.assigned_to_id
    if message.about_officer_id is not None:
        return _overseers(message, roster)
    if kind == "message.escalated":
        return roster.leaders(path)
    if owner is not None and (
        roster.serves(owner, path) or owner in roster.nearest(path, SUPERVISOR)
    ):
        return [owner]
    return roster.successor(path)


def _overseers(message: Message, roster: Roster) -> list[int]:
    """A tip about an officer: the chief, or the county; never whom it is about."""
    path, about = message.area.path, message.about_officer_id
    chiefs = roster.nearest(path, CHIEF)
    if not chiefs or about in chiefs:
        chiefs = roster.nearest(path, SUPERVISOR)
    if message.assigned_to_id in chiefs:
        return [message.assigned_to_id]
    return [user for user in chiefs if user != about]


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the message is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Message.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows.defer("text", "sender_name", "sender_phone")}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, message: Message, user) -> Notice:
    due = phrasing.in_full(message.due_at)
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": message.number},
        url=message.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % {"area": message.area.short_name, "due": due},
        outside=_("%(what)s · %(who)s") % {"what": label, "who": message.number},
    )


def flood_recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever leads the station of the card."""
    keys = {_key(reminder) for reminder in reminders}
    paths = dict(
        ContactCard.objects.filter(pk__in=keys).values_list("pk", "area__path")
    )
    roster = Roster(paths.values(), on=working_days.local_date(at))
    return {r.pk: roster.leaders(paths[_key(r)]) for r in reminders if _key(r) in paths}


def flood_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    keys = {_key(reminder) for reminder in reminders}
    visible = ContactCard.objects.visible_to(user).filter(pk__in=keys)
    found = {card.pk: card for card in visible.select_related("area")}
    return {
        r.pk: Notice(
            recipient=user,
            title=_("Unusually much comes from the card of %(area)s")
            % {"area": found[_key(r)].area.short_name},
            url=found[_key(r)].get_absolute_url(),
            detail=_(
                "More than its hour allows was refused. Look whether it is misused."
            ),
        )
        for r in reminders
        if _key(r) in found
    }


KINDS = [
    *(
        ReminderKind(key, label, recipients, words, "inbox")
        for key, label in LABELS.items()
    ),
    ReminderKind(
        FLOODED,
        gettext_lazy("Unusually much from one card"),
        flood_recipients,
        flood_words,
        "alert-triangle",
    ),
]


def waiting_for(user) -> int:
    """How many open matters this person owes an answer to."""
    return Message.objects.visible_to(user).open().filter(assigned_to=user).count()


def owed(user, now: datetime):
    """What this person has to answer until next week."""
    mine = Message.objects.visible_to(user).open().filter(assigned_to=user)
    rows = mine.filter(due_at__lt=now + AHEAD).for_list().order_by("due_at", "pk")
    calendar, today = working_days.calendar(), working_days.local_date(now)
    for row in rows.defer("text", "sender_name", "sender_phone"):
        is_tip = row.kind == MessageKind.TIP
        yield WorkItem(
            title=(
                _("Look into tip %(number)s")
                if is_tip
                else _("Answer message %(number)s")
            )
            % {"number": row.number},
            url=row.get_absolute_url(),
            due_at=row.due_at,
            working_days=calendar.days_between(
                today, working_days.local_date(row.due_at)
            ),
            kind_label=row.get_kind_display(),
            icon="message-report" if is_tip else "message",
            area_name=row.area.short_name,
        )
