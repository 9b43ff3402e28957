"""Which villages have venues to inspect: one notice and one line a village."""

from datetime import datetime, time

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.models import Unit
from station import policy, working_days
from station.duty import Roster
from station.models import Area, Reminder
from station.registry import Notice, ReminderKind, WorkItem

EVENING = time(18)
OWN = (Area.Kind.COMMUNITY, Area.Kind.GRID, Area.Kind.TOWNSHIP)
LABELS = {
    "inspection.due": gettext_lazy("Venues to inspect"),
    "inspection.chief": gettext_lazy("Inspections of venues late"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The village's officer; for what is late the chief. Moot when all are done."""
    today = working_days.local_date(at)
    keys = {_key(reminder) for reminder in reminders}
    due = Unit.objects.inspection_due(on=today).filter(area__in=keys)
    paths = dict(due.values_list("area_id", "area__path").distinct())
    roster = Roster(paths.values(), on=today)
    return {
        reminder.pk: roster.leaders(paths[_key(reminder)])
        if reminder.kind == "inspection.chief"
        else roster.successor(paths[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in paths
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """How many venues of the village are to be inspected by now."""
    keys = {_key(reminder) for reminder in reminders}
    areas = Area.objects.visible_to(user).filter(pk__in=keys)
    counts = dict(
        Unit.objects.visible_to(user)
        .inspection_due(on=timezone.localdate())
        .filter(area__in=keys)
        .order_by()
        .values_list("area")
        .annotate(n=Count("pk"))
    )
    found = {area.pk: area for area in areas}
    return {
        r.pk: _notice(LABELS[r.kind], found[_key(r)], counts.get(_key(r), 0), user)
        for r in reminders
        if _key(r) in found
    }


def _notice(label, area: Area, count: int, user) -> Notice:
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": area.short_name},
        url=f"{reverse('households:inspection_start')}?area={area.pk}",
        detail=_venues(count),
        outside=_("%(what)s · %(who)s") % {"what": label, "who": area.short_name},
    )


def _venues(count: int) -> str:
    return ngettext("%(n)d venue", "%(n)d venues", count) % {"n": count}


KINDS = [
    ReminderKind(key, label, recipients, words, "clipboard-check")
    for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """A line for each village that has venues to inspect by today."""
    today = timezone.localdate(now)
    rows = (
        Unit.objects.visible_to(user)
        .inspection_due(on=today)
        .filter(area__among=policy.Keys(_mine(user)))
        .order_by()
        .values("area", "area__short_name")
        .annotate(n=Count("pk"), since=Min("inspection_due_on"))
        .order_by("area__short_name")[:50]
    )
    for row in rows:
        yield WorkItem(
            title=_("Inspect the venues of %(area)s: %(venues)s")
            % {"area": row["area__short_name"], "venues": _venues(row["n"])},
            url=f"{reverse('households:inspection_start')}?area={row['area']}",
            due_at=working_days.at_clock(row["since"] or today, EVENING),
            kind_label=_("Inspection"),
            icon="clipboard-check",
            area_name=row["area__short_name"],
        )


def _mine(user) -> frozenset[int]:
    """Where this person inspects: the villages, not the chief's whole station."""
    if not any(post.area.kind in OWN for post in user.rights.posts):
        return frozenset()
    return policy.scope(user, "inspection.create").area_ids
