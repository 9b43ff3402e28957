"""Who hears of requests for whole numbers, and where they wait."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import working_days
from station.actions import export_requests as actions
from station.duty import Roster
from station.export_words import rows_text
from station.models import ExportRequest, Reminder
from station.registry import NavItem, Notice, ReminderKind, WorkItem, registry
from station.roles import Role

ICON = "shield-lock"
MOST = 20
State = ExportRequest.State


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def label_of(request: ExportRequest) -> str:
    """The list, as people call it."""
    kind = registry.lists.get(request.list_key)
    return str(kind.label) if kind else request.list_key


def deciders(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The chiefs of the place but for whoever asked; else the county."""
    rows = ExportRequest.objects.waiting().select_related("area")
    found = rows.in_bulk({_key(reminder) for reminder in reminders})
    roster = Roster(
        {row.area.path for row in found.values()}, on=working_days.local_date(at)
    )
    return {
        reminder.pk: _second_people(found[_key(reminder)], roster)
        for reminder in reminders
        if _key(reminder) in found
    }


def _second_people(request: ExportRequest, roster: Roster) -> list[int]:
    for role in (Role.STATION_CHIEF, Role.COUNTY_SUPERVISOR):
        people = roster.nearest(request.area.path, role)
        others = [pk for pk in people if pk != request.requested_by_id]
        if others:
            return others
    return []


def waiting_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Who asks for what."""
    rows = ExportRequest.objects.to_decide(user).for_list()
    found = rows.in_bulk({_key(reminder) for reminder in reminders})
    return {
        reminder.pk: Notice(
            recipient=user,
            title=_("%(name)s asks for whole numbers: %(list)s")
            % {
                "name": found[_key(reminder)].requested_by.name,
                "list": label_of(found[_key(reminder)]),
            },
            url=found[_key(reminder)].get_absolute_url(),
            detail=found[_key(reminder)].reason,
            outside=_("A request for whole numbers waits for your decision."),
        )
        for reminder in reminders
        if _key(reminder) in found
    }


def askers(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever asked."""
    return {r.pk: [r.recipient_id] for r in reminders if r.recipient_id}


def decided_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """How it ended."""
    rows = ExportRequest.objects.filter(requested_by=user)
    found = rows.in_bulk({_key(reminder) for reminder in reminders})
    return {
        reminder.pk: Notice(
            recipient=user,
            title=_("Whole numbers of %(list)s: %(state)s")
            % {
                "list": label_of(found[_key(reminder)]),
                "state": found[_key(reminder)].get_state_display(),
            },
            url=found[_key(reminder)].get_absolute_url(),
            detail=found[_key(reminder)].answer,
        )
        for reminder in reminders
        if _key(reminder) in found
    }


def owed(user, now: datetime):
    """What waits for this person's decision."""
    rows = ExportRequest.objects.to_decide(user).filter(expires_at__gt=now)
    for request in rows.for_list().order_by("expires_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("%(name)s asks for whole numbers: %(list)s")
            % {"name": request.requested_by.name, "list": label_of(request)},
            url=request.get_absolute_url(),
            due_at=request.expires_at,
            kind_label=_("Whole numbers to decide on"),
            icon=ICON,
            area_name=request.area.name,
            detail=rows_text(request.rows),
        )


registry.add_reminder_kinds(
    ReminderKind(
        actions.WAITING,
        gettext_lazy("Request for whole numbers waits"),
        deciders,
        waiting_words,
        icon=ICON,
    ),
    ReminderKind(
        actions.DECIDED,
        gettext_lazy("Request for whole numbers decided"),
        askers,
        decided_words,
        icon=ICON,
    ),
)
registry.add_worklist("export_requests", owed)
registry.add_nav(
    NavItem(
        key="export_requests",
        label=gettext_lazy("Whole numbers"),
        icon=ICON,
        url_name="station:export_requests",
        permission="export_request.view",
        order=225,
        place="manage",
        waiting=lambda user: ExportRequest.objects.to_decide(user),
    )
)
registry.add_event_labels(
    export_request__asked=gettext_lazy("Whole numbers asked for"),
    export_request__approved=gettext_lazy("Whole numbers let out"),
    export_request__refused=gettext_lazy("Whole numbers refused"),
    export_request__withdrawn=gettext_lazy("Request withdrawn"),
    export_request__fetched=gettext_lazy("File with whole numbers fetched"),
    export_request__expired=gettext_lazy("Request not decided in time"),
    export_request__lapsed=gettext_lazy("File not fetched in time"),
)
