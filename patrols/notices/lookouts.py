"""Whom to tell that somebody or something is lost, was seen, is found."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.dues import Dues
from patrols import lookouts, on_duty
from patrols.actions import finding_reminders as kinds
from patrols.actions.lookouts import SIGHTED
from patrols.models import Finding
from station import working_days
from station.duty import SERVING
from station.models import Channel, Delivery, Reminder
from station.registry import Notice, ReminderKind

FOUND = gettext_lazy("Found, no need to look any more")
SEEN = Dues(
    model=Finding,
    labels={SIGHTED: gettext_lazy("Seen by a patrol")},
    still=lambda rows: rows.unsettled(),
    title=lambda row: row.what,
    person="owner_id",
    icon="eye",
    defer=("details", "result"),
)


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def everybody(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The station's officers and all on patrol there, but for whoever told of it."""
    rows = Finding.objects.unsettled().filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.select_related("area")}
    return {
        r.pk: [pk for pk in _reached(row, at) if pk != row.reported_by_id]
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


def _reached(row: Finding, at: datetime) -> list[int]:
    station = on_duty.station_of(row.area)
    serving = on_duty.officers(station, *SERVING, on=working_days.local_date(at))
    return list(dict.fromkeys([*serving, *on_duty.patrolling(station)]))


def told_before(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever was asked to look out, but for the one who settled it."""
    rows = Finding.objects.filter(pk__in=map(_key, reminders)).exclude(closed_at=None)
    closed = dict(rows.values_list("pk", "closed_by_id"))
    told = Delivery.objects.filter(
        reminder__kind=kinds.LOST,
        reminder__subject__in=[r.subject for r in reminders],
        channel=Channel.BROWSER,
    ).values_list("reminder__subject", "recipient_id")
    asked: dict[str, list[int]] = {}
    for subject, user in told.order_by("pk"):
        asked.setdefault(subject, []).append(user)
    return {
        r.pk: [pk for pk in dict.fromkeys(asked[r.subject]) if pk != closed[_key(r)]]
        for r in reminders
        if _key(r) in closed and r.subject in asked
    }


def lost_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = lookouts.open_for(user).filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.for_list()}
    return {
        r.pk: _notice(row, row.get_kind_display(), row.lookout_url, user)
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


def found_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What was found; the page only for those who may still see it."""
    told = Delivery.objects.filter(
        reminder__in=[r.pk for r in reminders], recipient=user
    ).values_list("reminder_id", flat=True)
    mine = [r for r in reminders if r.pk in set(told)]
    rows = Finding.objects.filter(pk__in=map(_key, mine)).for_list()
    seen = Finding.objects.visible_to(user).filter(pk__in=map(_key, mine))
    visible = set(seen.values_list("pk", flat=True))
    found = {row.pk: row for row in rows}
    return {
        r.pk: _notice(
            found[_key(r)],
            FOUND,
            found[_key(r)].get_absolute_url() if _key(r) in visible else "",
            user,
        )
        for r in mine
        if _key(r) in found
    }


def _notice(row: Finding, label, url: str, user) -> Notice:
    place = {"area": row.area.name, "due": row.where}
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": row.what},
        url=url,
        detail=_("%(area)s · %(due)s") % place if row.where else row.area.name,
        outside=_("%(what)s · %(who)s") % {"what": label, "who": row.area.name},
    )


KINDS = [
    ReminderKind(
        kinds.LOST,
        gettext_lazy("Everybody on duty: look out"),
        everybody,
        lost_words,
        icon="user-off",
    ),
    ReminderKind(kinds.FOUND, FOUND, told_before, found_words, icon="circle-check"),
    *SEEN.kinds(),
]
