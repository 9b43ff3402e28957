"""Whom messages and tips concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.charge import CHIEF, SUPERVISOR
from households.models import ContactCard, Message
from households.workflow.messages import MessageKind, MessageStatus
from station import phrasing, policy, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

SEALED = ("text", "place", "sender_name", "sender_phone")

AHEAD = timedelta(days=7)
MOST = 60  # on My day
LABELS = {
    "message.new": gettext_lazy("New in the inbox"),
    "message.urgent": gettext_lazy("Somebody asks for help"),
    "message.replied": gettext_lazy("The sender answered your question"),
    "message.came_back": gettext_lazy("Another office answered"),
    "message.waiting": gettext_lazy("The sender has not answered yet"),
    "message.soon": gettext_lazy("Answer due soon"),
    "message.late": gettext_lazy("Answer late"),
    "message.escalated": gettext_lazy("Answer still missing"),
    "message.reopened": gettext_lazy("Opened again by the sender"),
    "message.unsatisfied": gettext_lazy("The sender is not satisfied"),
}
# Told to the owner and to whoever leads, or to the latter alone.
TO_BOTH = {"message.urgent", "message.reopened"}
TO_LEADERS = {"message.escalated", "message.unsatisfied"}
OWED = {"message.soon", "message.late", "message.escalated"}
FLOODED = "card.flooded"


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who owes the answer, or has taken over; at last whoever leads."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Message.objects.filter(pk__in=keys).select_related("area")
    found = {row.pk: row for row in rows.defer(*SEALED)}
    roster = Roster(
        {row.area.path for row in found.values()}, on=working_days.local_date(at)
    )
    return {
        reminder.pk: line(reminder.kind, found[_key(reminder)], roster)
        for reminder in reminders
        if _key(reminder) in found and not _is_moot(reminder, found[_key(reminder)], at)
    }


def _is_moot(reminder: Reminder, message: Message, at: datetime) -> bool:
    """The matter has moved on, or a later reminder says it better."""
    kind = reminder.kind
    if kind == "message.unsatisfied":
        return not message.is_settled
    if kind == "message.waiting":
        return message.status != MessageStatus.PAUSED
    if kind in OWED and message.status != MessageStatus.NEW:
        return True
    return not message.is_open or (kind == "message.soon" and message.due_at <= at)


def line(kind: str, message: Message, roster: Roster) -> list[int]:
    """The people a reminder of this kind is for; never whom a tip is about."""
    if message.is_about_police:
        return _overseers(message, roster)
    leaders = roster.leaders(message.area.path)
    if kind in TO_LEADERS:
        return leaders
    owners = _owners(message, roster)
    return list(dict.fromkeys([*owners, *leaders])) if kind in TO_BOTH else owners


def _owners(message: Message, roster: Roster) -> list[int]:
    path, owner = message.area.path, message.assigned_to_id
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
    found = {row.pk: row for row in rows.defer(*SEALED)}
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


def waiting_for(user) -> QuerySet[Message]:
    """The open matters this person owes an answer to."""
    return Message.objects.visible_to(user).running().filter(assigned_to=user)


TO_DO = {
    MessageKind.MESSAGE: gettext_lazy("Answer message %(number)s"),
    MessageKind.QUESTION: gettext_lazy("Answer question %(number)s"),
    MessageKind.DISTRESS: gettext_lazy("Help: %(number)s"),
    MessageKind.ADVICE: gettext_lazy("Give advice on %(number)s"),
    MessageKind.TIP: gettext_lazy("Look into tip %(number)s"),
}
ICONS = {
    MessageKind.MESSAGE: "message",
    MessageKind.QUESTION: "help-circle",
    MessageKind.DISTRESS: "urgent",
    MessageKind.ADVICE: "shield",
    MessageKind.TIP: "message-report",
}


def owed(user, now: datetime):
    """What this person has to answer until next week; to who leads, what climbed."""
    visible = Message.objects.visible_to(user)
    mine = Q(assigned_to=user, due_at__lt=now + AHEAD)
    if policy.rights(user).roles & {CHIEF, SUPERVISOR}:
        mine |= Q(due_at__lt=now) | Q(kind=MessageKind.DISTRESS)
    rows = visible.running().filter(mine).for_list().order_by("due_at", "pk")
    waiting, today = list(rows.defer(*SEALED)[:MOST]), working_days.local_date(now)
    calendar = working_days.calendar() if waiting else None
    for row in waiting:
        yield WorkItem(
            title=TO_DO[row.kind] % {"number": row.number},
            url=row.get_absolute_url(),
            due_at=row.due_at,
            working_days=calendar.days_between(
                today, working_days.local_date(row.due_at)
            ),
            kind_label=row.get_kind_display(),
            icon=ICONS[row.kind],
            area_name=row.area.short_name,
            detail=_owner_words(row, user),
        )


def _owner_words(row: Message, user) -> str:
    """Whose it is, where it is not one's own."""
    if row.assigned_to_id in {None, user.pk}:
        return ""
    return _("in charge: %(name)s") % {"name": row.assigned_to.name}
