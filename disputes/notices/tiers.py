"""Who is told of a dispute's tier: the mediator, the officer, or the chief."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import Dispute, Mediator
from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.models.area import STEP
from station.registry import Notice, ReminderKind

LABELS = {
    "dispute.tier_simple": gettext_lazy("Simple dispute for the mediator"),
    "dispute.tier_general": gettext_lazy("General dispute for the community officer"),
    "dispute.tier_major": gettext_lazy("Major dispute"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever answers at this tier, where the dispute is still open.

    A place without a full-time mediator has nobody to tell of a simple one.
    """
    keys = {_key(reminder) for reminder in reminders}
    rows = Dispute.objects.open().filter(pk__in=keys)
    found = {
        pk: rest
        for pk, *rest in rows.values_list(
            "pk", "assigned_to_id", "mediator__user_id", "area__path"
        )
    }
    today = working_days.local_date(at)
    paths = {path for _person, _mediator, path in found.values()}
    roster, full_time = Roster(paths, on=today), _full_time(paths, on=today)
    told = {}
    for reminder in reminders:
        if _key(reminder) in found:
            line = _line(reminder.kind, roster, full_time, *found[_key(reminder)])
            if line or reminder.kind != "dispute.tier_simple":
                told[reminder.pk] = line
    return told


def _line(kind, roster, full_time, person, mediator, path: str) -> list[int]:
    if kind == "dispute.tier_major":
        return roster.leaders(path)
    if kind == "dispute.tier_simple":
        return [mediator] if mediator is not None else _nearest(full_time, path)
    if person is not None and roster.serves(person, path):
        return [person]
    return roster.successor(path)


def _full_time(paths: set[str], *, on) -> dict[str, list[int]]:
    """The full-time mediators with an account, by where they serve."""
    above = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    rows = Mediator.objects.serving(on=on).filter(
        Q(user__is_active=True), is_full_time=True, area__path__in=above
    )
    found: dict[str, list[int]] = {}
    for path, user in rows.order_by("pk").values_list("area__path", "user_id"):
        found.setdefault(path, []).append(user)
    return found


def _nearest(full_time: dict[str, list[int]], path: str) -> list[int]:
    for end in range(len(path), 0, -STEP):
        if path[:end] in full_time:
            return full_time[path[:end]]
    return []


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says; to a mediator who was not given it yet without any name."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Dispute.objects.filter(pk__in=keys).select_related("area")
    found = {row.pk: row for row in rows.defer("summary", "result")}
    seen = set(
        Dispute.objects.visible_to(user)
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    return {
        reminder.pk: _notice(
            reminder.kind, found[_key(reminder)], user, sees=_key(reminder) in seen
        )
        for reminder in reminders
        if _key(reminder) in seen
        or (_key(reminder) in found and reminder.kind == "dispute.tier_simple")
    }


def _notice(kind: str, dispute: Dispute, user, *, sees: bool) -> Notice:
    label, field = LABELS[kind], dispute.get_field_display()
    outside = _("%(what)s · %(area)s") % {"what": label, "area": dispute.area.name}
    who = dispute.title if sees else field
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": who},
        url=dispute.get_absolute_url() if sees else reverse("disputes:list"),
        detail=dispute.area.name,
        outside=outside,
    )


KINDS = [
    ReminderKind(key, label, recipients, words, icon="scale")
    for key, label in LABELS.items()
]
