"""Who has to look at an alert, and what its writer is told."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import alert_reminders as kinds
from antifraud.models import Alert
from antifraud.workflow.alerts import AlertStatus
from station import working_days
from station.duty import Roster
from station.models import Area, Post, Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.roles import Role

ICON = "speakerphone"
MOST = 20
WAITING = {
    kinds.WAITING: gettext_lazy("Alert waits for a second pair of eyes"),
    kinds.LATE: gettext_lazy("Alert still waits for a second pair of eyes"),
}
TOLD = {
    kinds.GIVEN_BACK: gettext_lazy("Your alert came back"),
    kinds.APPROVED: gettext_lazy("Your alert goes out"),
    kinds.WITHDRAWN: gettext_lazy("Your alert was withdrawn"),
}
# What the writer is told of holds while the alert is in that state.
STATE = {
    kinds.GIVEN_BACK: {AlertStatus.DRAFT},
    kinds.APPROVED: {AlertStatus.APPROVED, AlertStatus.DONE},
    kinds.WITHDRAWN: {AlertStatus.WITHDRAWN},
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def approvers(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The chief and the officer of the place, never who wrote it.

    Where nobody of them is left, the other officers of the station; then the county.
    """
    keys = {_key(reminder) for reminder in reminders}
    rows = Alert.objects.waiting().filter(pk__in=keys).select_related("area")
    found = {row.pk: row for row in rows}
    on = working_days.local_date(at)
    roster = Roster({row.area.path for row in found.values()}, on=on)
    officers = _officers(found.values(), on=on)
    return {
        reminder.pk: _second_eyes(found[_key(reminder)], roster, officers)
        for reminder in reminders
        if _key(reminder) in found
    }


def _second_eyes(alert: Alert, roster: Roster, officers: dict) -> list[int]:
    barred = {*alert.authors, alert.written_by_id, alert.submitted_by_id}
    path = alert.area.path
    near = [
        *roster.nearest(path, Role.STATION_CHIEF),
        *roster.nearest(path, Role.COMMUNITY_OFFICER),
    ]
    station = next((way for way in officers if path.startswith(way)), None)
    county = roster.nearest(path, Role.COUNTY_SUPERVISOR)
    for told in (near, officers.get(station, []), county):
        free = [user for user in dict.fromkeys(told) if user not in barred]
        if free:
            return free
    return []


def _officers(alerts, *, on) -> dict[str, list[int]]:
    """The community officers of each station, by the station's path."""
    paths = {way for alert in alerts for way in alert.area.path_above}
    stations = Area.objects.filter(kind=Area.Kind.STATION, path__in=paths)
    known = list(stations.values_list("path", flat=True))
    found = defaultdict(list)
    posts = Post.objects.valid(on=on).for_role(Role.COMMUNITY_OFFICER)
    rows = posts.filter(user__is_active=True).order_by("pk")
    for path in known:
        here = rows.filter(area__path__startswith=path)
        found[path] = list(here.values_list("user_id", flat=True))
    return found


def writers(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever wrote it, while it is so."""
    rows = Alert.objects.filter(pk__in=map(_key, reminders))
    states = dict(rows.values_list("pk", "status"))
    return {
        reminder.pk: [reminder.recipient_id]
        for reminder in reminders
        if states.get(_key(reminder)) in STATE[reminder.kind]
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    labels = WAITING | TOLD
    rows = Alert.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.for_list()}
    return {
        reminder.pk: _notice(labels[reminder.kind], row, user)
        for reminder in reminders
        if (row := found.get(_key(reminder))) is not None
    }


def _notice(label, row: Alert, user) -> Notice:
    line = _("%(what)s · %(who)s")
    return Notice(
        recipient=user,
        title=line % {"what": label, "who": row.title},
        url=row.get_absolute_url(),
        detail=row.area.name,
        outside=line % {"what": label, "who": row.area.name},
    )


KINDS = [
    *(
        ReminderKind(key, label, approvers, words, ICON)
        for key, label in WAITING.items()
    ),
    *(ReminderKind(key, label, writers, words, ICON) for key, label in TOLD.items()),
]


def owed(user, now: datetime):
    """Alerts this person may let go, the first handed in first; and own drafts."""
    rows = Alert.objects.visible_to(user, "approve").waiting().not_of(user)
    waiting = list(rows.for_list().order_by("submitted_at", "pk")[:MOST])
    calendar = working_days.calendar() if waiting else None
    for row in waiting:
        next_day = calendar.add_days(working_days.local_date(row.submitted_at), 1)
        due_at = working_days.at_clock(next_day, kinds.MORNING)
        yield _item(row, gettext_lazy("Alert to look at"), due_at)
    mine = Alert.objects.visible_to(user, "edit").filter(
        written_by=user, status=AlertStatus.DRAFT
    )
    for row in mine.for_list().order_by("created_at", "pk")[:MOST]:
        yield _item(row, gettext_lazy("Draft of an alert"), None)


def _item(row: Alert, label, due_at) -> WorkItem:
    return WorkItem(
        title=row.title,
        url=row.get_absolute_url(),
        due_at=due_at,
        kind_label=label,
        icon=ICON,
        area_name=row.area.name,
        detail=row.number,
    )
