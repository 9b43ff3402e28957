"""What every step of a service has in common: check, change, remind, write down."""

from datetime import datetime, time, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from households.models import ServiceRequest, ServiceSlot
from households.workflow.services import ServiceStatus, allows
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, User

EVE = time(17)
MORNING = time(9)
END_OF_WORK = time(18)
HOUR = timedelta(hours=1)
VISIT_TAKES = timedelta(hours=2)  # a call at the door counts as late after that


def check(request: ServiceRequest, target: ServiceStatus) -> None:
    """May it become this now?"""
    if not allows(request.status, target):
        raise RuleError(
            _("A service that is “%(status)s” cannot become “%(target)s”.")
            % {"status": request.get_status_display(), "target": target.label},
            code="state",
        )


def check_open(request: ServiceRequest) -> None:
    if not request.is_open:
        raise RuleError(
            _("This service has ended: %(status)s.")
            % {"status": request.get_status_display()},
            code="state",
        )


def check_ahead(begins_at: datetime, *, at: datetime) -> None:
    if begins_at <= at:
        raise RuleError(_("The time must lie ahead."), code="begins_at")


def check_person(person: User, area: Area, *, at: datetime) -> None:
    """Only who serves in the area may be sent there."""
    roster = Roster([area.path], on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(
            _("%(person)s does not serve in %(area)s.")
            % {"person": person, "area": area},
            code="to",
        )


def due_at(request: ServiceRequest, *, at: datetime) -> datetime:
    """The end of its time; without one, as many working days as the matter takes."""
    if request.slot is not None:
        return request.slot.ends_at
    if request.begins_at is not None:
        return request.begins_at + VISIT_TAKES
    today = working_days.local_date(at)
    last = working_days.add_working_days(today, request.matter.working_days)
    return working_days.at_clock(last, END_OF_WORK)


def move(request, target: ServiceStatus, *, by, at, verb, note="", changes=None):
    """Change the state, keep it and write it down."""
    before, request.status = request.status, target
    save(request)
    moved = {"status": [before, target.value], **(changes or {})}
    note_event(verb, request, by=by, at=at, note=note, changes=moved)


def free_slot(request: ServiceRequest) -> None:
    """The place at its time is free for somebody else."""
    if request.slot_id is not None:
        ServiceSlot.objects.filter(pk=request.slot_id, taken__gt=0).update(
            taken=F("taken") - 1
        )
        request.slot = None


def save(request: ServiceRequest) -> None:
    request.version += 1
    request.save()


def remind(request: ServiceRequest, *, at: datetime, is_new: bool = False) -> None:
    """Tell who goes now, the day before and an hour before; when late, then the chief."""
    planned = {"service.late": request.due_at}
    if request.begins_at is not None:
        eve = working_days.local_date(request.begins_at) - timedelta(days=1)
        planned["service.eve"] = working_days.at_clock(eve, EVE)
        planned["service.soon"] = request.begins_at - HOUR
    chief_on = working_days.add_working_days(working_days.local_date(request.due_at), 1)
    planned["service.chief"] = working_days.at_clock(chief_on, MORNING)
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    if is_new:
        planned["service.new"] = at
    reminders.schedule_all(
        moments=planned,
        subject=request,
        recipient=request.assigned_to,
        edition=request.version,
    )


def note_event(verb, request, *, by, at, note="", changes=None) -> None:
    also = [row for row in (request.household, request.resident) if row is not None]
    record(
        kind=f"service.{verb}",
        subject=request,
        by=by,
        at=at,
        also=also,
        changes=changes,
        note=note.strip()[:300],
    )
