"""Whom early warnings concern: at once when the line is crossed, and every morning."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disputes.actions import morning_warnings
from disputes.actions.warnings import RAISED
from disputes.models import DisputeWarning
from station import working_days
from station.duty import Roster
from station.models import Area, Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.roles import Role

MORNING = morning_warnings.MORNING
MOST = 20
LABELS = {
    RAISED: gettext_lazy("Likely to turn criminal"),
    MORNING: gettext_lazy("Early warnings nobody answered"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def told_at_once(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The chief, and who answers for the dispute."""
    rows = DisputeWarning.objects.untouched()
    found = {
        pk: (person, path)
        for pk, person, path in rows.filter(pk__in=map(_key, reminders)).values_list(
            "pk", "dispute__assigned_to_id", "area__path"
        )
    }
    paths = {path for _person, path in found.values()}
    roster = Roster(paths, on=working_days.local_date(at))
    return {
        reminder.pk: _line(roster, *found[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in found
    }


def _line(roster: Roster, person: int | None, path: str) -> list[int]:
    told = roster.leaders(path)
    if person is not None and roster.serves(person, path):
        told = [*told, person]
    return list(dict.fromkeys(told))


def words_at_once(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which dispute, and how high it stands."""
    rows = DisputeWarning.objects.visible_to(user).for_list()
    found = {row.pk: row for row in rows.filter(pk__in=map(_key, reminders))}
    return {
        reminder.pk: _raised(found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _raised(warning: DisputeWarning, user) -> Notice:
    said = {"what": LABELS[RAISED], "area": warning.area.name, "n": warning.score}
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {**said, "who": warning.dispute.title},
        url=warning.get_absolute_url(),
        detail=_("%(area)s · early warning %(n)s") % said,
        outside=_("%(what)s · %(area)s · early warning %(n)s") % said,
    )


def told_in_the_morning(reminders: list[Reminder], at: datetime) -> dict:
    """The chief of every station in which one waits."""
    stations = Area.objects.filter(pk__in=map(_key, reminders)).in_bulk()
    waiting = set(
        DisputeWarning.objects.untouched().values_list("area__path", flat=True)
    )
    roster = Roster(
        {area.path for area in stations.values()}, on=working_days.local_date(at)
    )
    return {
        reminder.pk: roster.leaders(stations[_key(reminder)].path)
        for reminder in reminders
        if any(path.startswith(stations[_key(reminder)].path) for path in waiting)
    }


def words_in_the_morning(reminders: list[Reminder], user) -> dict[int, Notice]:
    """How many wait, for whom may see them."""
    count = DisputeWarning.objects.visible_to(user).untouched().count()
    if not count:
        return {}
    title = ngettext(
        "%(n)s dispute likely to turn criminal waits for an answer",
        "%(n)s disputes likely to turn criminal wait for an answer",
        count,
    ) % {"n": count}
    url = reverse("disputes:warning_list")
    notice = Notice(recipient=user, title=title, url=url, outside=title)
    return {reminder.pk: notice for reminder in reminders}


KINDS = [
    ReminderKind(
        RAISED, LABELS[RAISED], told_at_once, words_at_once, icon="alert-triangle"
    ),
    ReminderKind(
        MORNING,
        LABELS[MORNING],
        told_in_the_morning,
        words_in_the_morning,
        icon="alert-triangle",
    ),
]


def owed(user, now: datetime) -> Iterator[WorkItem]:
    """Warnings nobody answered: of one's own disputes, and for the chief all."""
    rows = DisputeWarning.objects.visible_to(user, "answer").untouched().for_list()
    if Role.STATION_CHIEF not in user.rights.roles:
        rows = rows.filter(Q(dispute__assigned_to=user))
    for row in rows.order_by("-score", "pk")[:MOST]:
        yield WorkItem(
            title=row.dispute.title,
            url=row.get_absolute_url(),
            due_at=now,
            kind_label=LABELS[RAISED],
            icon="alert-triangle",
            area_name=row.area.name,
            detail=_("Early warning %(n)s") % {"n": row.score},
        )
