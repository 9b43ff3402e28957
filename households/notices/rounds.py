"""Today's round on My day, and the notice that somebody planned one for you."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.models import Round
from households.workflow.rounds import RoundState
from station import phrasing
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

ASSIGNED = gettext_lazy("A round was planned for you")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whose round it is, unless it is walked already."""
    rows = Round.objects.filter(
        pk__in=[_key(reminder) for reminder in reminders], state=RoundState.PLANNED
    )
    officers = dict(rows.values_list("pk", "officer_id"))
    return {
        reminder.pk: [officers[_key(reminder)]]
        for reminder in reminders
        if _key(reminder) in officers
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which day, where, and who planned it."""
    rows = Round.objects.visible_to(user).select_related("area", "made_by")
    found = rows.in_bulk([_key(reminder) for reminder in reminders])
    return {
        reminder.pk: _notice(found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(row: Round, user) -> Notice:
    day = phrasing.date_in_full(row.on)
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": ASSIGNED, "who": row.made_by.name},
        url=row.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % {"area": row.area.name, "due": day},
        outside=_("%(what)s · %(area)s · %(due)s")
        % {"what": ASSIGNED, "area": row.area.name, "due": day},
    )


KINDS = [ReminderKind("round.assigned", ASSIGNED, recipients, words, icon="route")]


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """Today's round: how many doors are left, how many of them overdue."""
    today = timezone.localdate(now)
    is_open = Q(stops__visited__isnull=True, stops__skipped_reason="")
    rows = (
        Round.objects.of(user, on=today)
        .exclude(state=RoundState.DONE)
        .select_related("area")
        .annotate(
            left=Count("stops", filter=is_open),
            late=Count(
                "stops", filter=is_open & Q(stops__reasons__contains=["overdue"])
            ),
        )
    )
    for row in rows:
        if row.left:
            yield _work_item(row)


def _work_item(row: Round) -> WorkItem:
    title = ngettext(
        "Today's round: %(n)s household", "Today's round: %(n)s households", row.left
    ) % {"n": row.left}
    return WorkItem(
        title=title,
        url=row.get_absolute_url(),
        due_at=None,
        kind_label=_("Round"),
        icon="route",
        area_name=row.area.short_name,
        detail=_("%(n)s of them overdue") % {"n": row.late} if row.late else "",
    )
