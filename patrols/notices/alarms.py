"""Whom a call for help reaches, and who hears that somebody comes."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols import on_duty
from patrols.actions import alarms
from patrols.models import Alarm
from station import working_days
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.roles import Role

RINGS = gettext_lazy("A volunteer calls for help")
ANSWERED = gettext_lazy("Help is coming")
ICON = "urgent"


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def line(alarm: Alarm, *, at: datetime) -> list[int]:
    """The station's officers; a minute later the chief; then the county.

    Where nobody holds a post, whoever is next is told at once.
    """
    on, station = working_days.local_date(at), on_duty.station_of(alarm.area)
    groups = [
        on_duty.officers(
            station, Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER, on=on
        ),
        on_duty.officers(station, Role.STATION_CHIEF, on=on),
        on_duty.above(station, Role.COUNTY_SUPERVISOR, on=on),
    ]
    reached = [group for group in groups if group][: alarm.level + 1]
    return list(dict.fromkeys(user for group in reached for user in group))


def called(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Nobody any more, once somebody has answered."""
    rows = Alarm.objects.ringing().filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.select_related("area").defer("position")}
    return {r.pk: line(found[_key(r)], at=at) for r in reminders if _key(r) in found}


def call_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """The county hears where and when; who it is, only officers of the station."""
    rows = Alarm.objects.filter(pk__in=map(_key, reminders)).for_list()
    keys = map(_key, reminders)
    seen = Alarm.objects.visible_to(user, "answer").filter(pk__in=keys)
    visible = set(seen.values_list("pk", flat=True))
    found = {row.pk: row for row in rows}
    return {
        r.pk: _call(row, user, may_see=row.pk in visible)
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


def _call(row: Alarm, user, *, may_see: bool) -> Notice:
    who = row.volunteer.name if may_see else row.area.name
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": RINGS, "who": who},
        url=row.get_absolute_url() if may_see else "",
        detail=row.area.name
        if may_see
        else _("Nobody at the station has answered yet. Call them."),
        outside=_("%(what)s · %(who)s") % {"what": RINGS, "who": row.area.name},
    )


def answered(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever called."""
    return {r.pk: [r.recipient_id] for r in reminders}


def answer_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = Alarm.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.for_list()}
    return {
        r.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s")
            % {"what": ANSWERED, "who": row.acknowledged_by.name},
            url=row.own_url,
            detail=row.area.name,
            outside=str(ANSWERED),
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None and row.acknowledged_by
    }


def owed(user, _now: datetime):
    """Calls this person answered and has not settled."""
    rows = Alarm.objects.visible_to(user, "answer").unsettled()
    for row in rows.filter(acknowledged_by=user).for_list().order_by("pressed_at"):
        yield WorkItem(
            title=_("%(what)s · %(who)s") % {"what": RINGS, "who": row.volunteer.name},
            url=row.get_absolute_url(),
            due_at=row.pressed_at,
            kind_label=_("Call for help"),
            icon=ICON,
            area_name=row.area.name,
        )


KINDS = [
    ReminderKind(alarms.RINGS, RINGS, called, call_words, icon=ICON),
    ReminderKind(
        alarms.ANSWERED, ANSWERED, answered, answer_words, icon="heart-handshake"
    ),
]
