"""Whom services and documents concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.models import Delivery, ServiceRequest
from households.workflow.services import DeliveryStatus, ServiceStatus
from station import phrasing, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=7)
LABELS = {
    "service.new": gettext_lazy("Service to look at"),
    "service.eve": gettext_lazy("Service tomorrow"),
    "service.soon": gettext_lazy("Service in an hour"),
    "service.late": gettext_lazy("Service late"),
    "service.chief": gettext_lazy("Service late since yesterday"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who goes, or who has taken over there; at last whoever leads."""
    keys = {_key(reminder) for reminder in reminders}
    rows = ServiceRequest.objects.open().filter(pk__any_of=keys)
    found = {
        row[0]: row[1:]
        for row in rows.values_list(
            "pk", "assigned_to_id", "area__path", "begins_at", "due_at"
        )
    }
    paths = {path for _user, path, _begins, _due in found.values()}
    roster = Roster(paths, on=working_days.local_date(at))
    told = {}
    for reminder in reminders:
        row = found.get(_key(reminder))
        if row is not None and not _is_overtaken(reminder.kind, *row[2:], at):
            told[reminder.pk] = _line(reminder.kind, roster, row[0], row[1])
    return told


def _is_overtaken(kind: str, begins_at, due_at, at: datetime) -> bool:
    """After a while without a sweep only what still holds is said."""
    if kind in {"service.eve", "service.soon"}:
        return begins_at is None or begins_at <= at
    return False


def _line(kind: str, roster: Roster, user_id: int | None, path: str) -> list[int]:
    if kind == "service.chief":
        return roster.leaders(path)
    if user_id is not None and roster.serves(user_id, path):
        return [user_id]
    return roster.successor(path)


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the service is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = ServiceRequest.objects.visible_to(user).filter(pk__in=keys).for_list()
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, request: ServiceRequest, user) -> Notice:
    when = phrasing.in_full(request.begins_at or request.due_at)
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s")
        % {"what": label, "who": f"{request.guide} {request.resident_name}"},
        url=request.get_absolute_url(),
        detail=_("%(area)s · %(due)s") % {"area": request.area.short_name, "due": when},
        outside=_("%(what)s · %(who)s") % {"what": label, "who": request.number},
    )


KINDS = [
    ReminderKind(key, label, recipients, words, "calendar-event")
    for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """The services this person does in the coming days."""
    mine = ServiceRequest.objects.visible_to(user, "edit").open()
    rows = mine.filter(
        Q(due_at__lt=now + AHEAD) | Q(status=ServiceStatus.BOOKED), assigned_to=user
    )
    for row in rows.for_list().order_by("due_at", "pk")[:200]:
        yield WorkItem(
            title=_("%(what)s · %(who)s")
            % {"what": row.guide, "who": row.resident_name},
            url=row.get_absolute_url(),
            due_at=row.begins_at or row.due_at,
            kind_label=row.get_kind_display(),
            icon="calendar-event",
            area_name=row.area.short_name,
            detail=row.place,
            sort_key=row.place,
        )


def deliveries_owed(user, now: datetime):
    """The documents this person has with them: one line a village, not one each."""
    mine = Delivery.objects.visible_to(user, "edit").filter(assigned_to=user)
    rows = mine.filter(status__in=[DeliveryStatus.OUT, DeliveryStatus.RETURNED])
    villages = rows.values("area_id", "area__short_name").annotate(
        number=Count("pk"), first=Min("due_at")
    )
    for village in villages.order_by("first"):
        yield WorkItem(
            title=ngettext(
                "%(n)d document to hand over",
                "%(n)d documents to hand over",
                village["number"],
            )
            % {"n": village["number"]},
            url=f"{reverse('households:delivery_round')}?area={village['area_id']}",
            due_at=village["first"],
            kind_label=_("Document delivery"),
            icon="id",
            area_name=village["area__short_name"],
            sort_key=village["area__short_name"],
        )
