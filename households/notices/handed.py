"""What lies with a partner's office: told when it comes, on My day until answered."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import HandedReferral, Referral
from station import phrasing, policy, working_days
from station.models import Post, Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.roles import Role

MOST = 50
LABELS = {
    "handed.new": gettext_lazy("Something was handed to your office"),
    "handed.soon": gettext_lazy("The station waits for your answer today"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The partners who sit in the office and hold a post where the matter lies."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Referral.objects.waiting().filter(pk__in=keys)
    found = {
        row.pk: row
        for row in rows.select_related("area", "office").prefetch_related(
            "office__people"
        )
    }
    seated = {person.pk for row in found.values() for person in row.office.people.all()}
    posts = Post.objects.valid(on=working_days.local_date(at)).for_role(Role.PARTNER)
    posts = posts.filter(user__in=seated, user__is_active=True)
    held = defaultdict(list)
    for user_id, path in posts.values_list("user_id", "area__path"):
        held[user_id].append(path)
    reached = {pk: _reached(row, held) for pk, row in found.items()}
    return {
        reminder.pk: reached[_key(reminder)]
        for reminder in reminders
        if reached.get(_key(reminder))  # most offices have no partner who signs in
    }


def _reached(referral: Referral, held: dict[int, list[str]]) -> list[int]:
    path = referral.area.path
    return [
        person.pk
        for person in referral.office.people.all()
        if any(path.startswith(above) for above in held.get(person.pk, ()))
    ]


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to the partner: the number and the time, nothing of the matter."""
    keys = {_key(reminder) for reminder in reminders}
    rows = HandedReferral.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows.defer("asked", "answer")}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, row: HandedReferral, user) -> Notice:
    title = _("%(what)s · %(who)s") % {"what": label, "who": row.message.number}
    return Notice(
        recipient=user,
        title=title,
        url=row.get_absolute_url(),
        detail=_("%(area)s · %(due)s")
        % {"area": row.office, "due": phrasing.in_full(row.due_at)},
        outside=title,
    )


KINDS = [
    ReminderKind(key, label, recipients, words, "send") for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """What the office owes an answer to, the next one first."""
    if policy.scope(user, "office_referral.view").is_empty:
        return
    rows = HandedReferral.objects.visible_to(user).waiting().for_list()
    for row in rows.defer("asked", "answer").order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("Answer the station about %(number)s") % {"number": row.message},
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Handed to our office"),
            icon="send",
            area_name=row.area.short_name,
            detail=str(row.office),
        )
