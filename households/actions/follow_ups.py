"""Follow-up visits (回访): promised, moved, done; reminders go with each change."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from households import workflow
from households.models import FollowUp, Household, Unit, Visit
from households.workflow import FollowUpStatus
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, User

MORNING = time(9)
SOON = timedelta(hours=1)
REGRET = timedelta(minutes=10)
LATE_AFTER = 1  # working days
CHIEF_AFTER = 2


def moments(due_at: datetime, *, planned_at: datetime) -> dict[str, datetime]:
    """When to remind of what: soon, due, late, and then the chief.

    What lies before the planning is left out.
    """
    due_on = working_days.local_date(due_at)
    is_today = working_days.local_date(planned_at) == due_on
    eve = working_days.at_clock(due_on - timedelta(days=1), MORNING)
    calendar = working_days.calendar()
    chief_on = calendar.add_days(due_on, CHIEF_AFTER)
    planned = {
        "follow_up.soon": due_at - SOON if is_today else eve,
        "follow_up.due": due_at,
        "follow_up.late": late_at(due_on, calendar),
        "follow_up.chief": working_days.at_clock(chief_on, MORNING),
    }
    return {kind: at for kind, at in planned.items() if at > planned_at}


def late_at(due_on: date, calendar: working_days.WorkingCalendar) -> datetime:
    """The next working morning, when the promise counts as broken."""
    return working_days.at_clock(calendar.add_days(due_on, LATE_AFTER), MORNING)


@transaction.atomic
def create(
    *,
    matter: str,
    due_at: datetime,
    by: User,
    at: datetime,
    household: Household | None = None,
    unit: Unit | None = None,
    area: Area | None = None,
    elsewhere: str = "",
    record_kind: str = "",
    assigned_to: User | None = None,
    visit: Visit | None = None,
    origin: Model | None = None,
) -> FollowUp:
    """Promise to come back by a certain time: to a household, a unit or elsewhere.

    ``elsewhere`` needs the ``area`` it lies in.
    """
    person = assigned_to or by
    place = None if elsewhere else _place(household, unit)
    where = place.area if place is not None else area
    if not matter.strip():
        raise RuleError(_("Say what the follow-up is for."))
    _check_due(due_at, at=at)
    _check_person(person, where, at=at)
    follow_up = FollowUp.objects.create(
        household=household,
        unit=unit,
        elsewhere=elsewhere,
        record_kind=record_kind,
        area=where,
        visit=visit,
        assigned_to=person,
        matter=matter.strip(),
        due_at=due_at,
    )
    _remind(follow_up, at=at, told="handed" if person != by else "")
    record(
        kind="follow_up.created",
        subject=follow_up,
        by=by,
        at=at,
        also=[*_of(place), *_of(visit)],
        changes={"due_at": [None, due_at.isoformat()]},
    )
    tie(origin=origin, made=follow_up, by=by, at=at)
    return follow_up


def _place(household: Household | None, unit: Unit | None) -> Household | Unit:
    """The one place to come back to; it must still be there."""
    if (household is None) == (unit is None):
        raise RuleError(_("Choose a household or a unit."), code="no_place")
    if household is not None and household.left_on is not None:
        raise RuleError(_("This household has moved away."))
    if unit is not None and unit.closed_on is not None:
        raise RuleError(_("This unit is closed already."), code="closed")
    return household or unit


@transaction.atomic
def move(
    *,
    follow_up: FollowUp,
    due_at: datetime,
    by: User,
    at: datetime,
    reason: str,
    version: int | None = None,
) -> FollowUp:
    """Put it off, or forward; the old reminders fall silent at once."""
    follow_up = _open(follow_up, version)
    if not reason.strip():
        raise RuleError(_("Say why it is moved."))
    _check_due(due_at, at=at)
    before, follow_up.due_at = follow_up.due_at, due_at
    follow_up.first_due_at = follow_up.first_due_at or before
    _save(follow_up, "due_at", "first_due_at")
    reminders.silence(subject=follow_up, at=at)
    is_own = follow_up.assigned_to_id == by.pk
    _remind(follow_up, at=at, told="" if is_own else "moved")
    changes = {"due_at": [before.isoformat(), due_at.isoformat()]}
    _record("moved", follow_up, by=by, at=at, note=reason, changes=changes)
    return follow_up


@transaction.atomic
def mark_done(
    *,
    follow_up: FollowUp,
    by: User,
    at: datetime,
    result: str = "",
    visit: Visit | None = None,
    version: int | None = None,
    recorded: str = "",
) -> FollowUp:
    """The promise was kept, perhaps in a visit of its own.

    One that is settled with a record of its own is done by writing that record.
    """
    follow_up = _open(follow_up, version)
    if follow_up.record_kind != recorded:
        raise RuleError(
            _("This follow-up is done by writing its record."), code="needs_record"
        )
    if visit is not None and visit.household_id != follow_up.household_id:
        raise RuleError(_("The visit was to another household."))
    follow_up.done_in, follow_up.result = visit, result.strip()
    _end(follow_up, FollowUpStatus.DONE, by=by, at=at)
    _record("done", follow_up, by=by, at=at, also=_of(visit))
    return follow_up


@transaction.atomic
def cancel(
    *,
    follow_up: FollowUp,
    by: User,
    at: datetime,
    reason: str,
    version: int | None = None,
) -> FollowUp:
    """Nobody needs to go any more; the reason stays in the timeline."""
    follow_up = _open(follow_up, version)
    if not reason.strip():
        raise RuleError(_("Say why it is cancelled."))
    _end(follow_up, FollowUpStatus.CANCELLED, by=by, at=at)
    _record("cancelled", follow_up, by=by, at=at, note=reason)
    return follow_up


@transaction.atomic
def reassign(
    *,
    follow_up: FollowUp,
    to: User,
    by: User,
    at: datetime,
    reason: str = "",
    due_at: datetime | None = None,
    version: int | None = None,
) -> FollowUp:
    """Somebody else goes; the first one hears no more of it.

    What is late already may get a new time in the same step.
    """
    follow_up = _open(follow_up, version)
    if follow_up.assigned_to_id == to.pk:
        raise RuleError(_("%(person)s goes already.") % {"person": to})
    _check_person(to, follow_up.area, at=at)
    changes = {"assigned_to": [follow_up.assigned_to_id, to.pk]}
    follow_up.assigned_to = to
    if due_at is not None:
        _check_due(due_at, at=at)
        changes["due_at"] = [follow_up.due_at.isoformat(), due_at.isoformat()]
        follow_up.first_due_at = follow_up.first_due_at or follow_up.due_at
        follow_up.due_at = due_at
    _save(follow_up, "assigned_to", "due_at", "first_due_at")
    reminders.silence(subject=follow_up, at=at)
    _remind(follow_up, at=at, told="handed" if to != by else "")
    _record("reassigned", follow_up, by=by, at=at, note=reason, changes=changes)
    return follow_up


@transaction.atomic
def reopen_by_mistake(*, follow_up: FollowUp, by: User, at: datetime) -> FollowUp:
    """Take back one's own tick within ten minutes; the reminders come back."""
    follow_up = lock(follow_up)
    if not may_take_back(follow_up, by=by, at=at):
        raise RuleError(
            _("Only who ticked it off can take that back, within ten minutes."),
            code="too_late",
        )
    done_at = follow_up.settled_at
    follow_up.status = FollowUpStatus.OPEN
    follow_up.settled_at = follow_up.settled_by = follow_up.done_in = None
    follow_up.result = ""
    _save(follow_up, *SETTLED, "result")
    _remind(follow_up, at=done_at)
    _record("reopened", follow_up, by=by, at=at)
    return follow_up


def may_take_back(follow_up: FollowUp, *, by: User, at: datetime) -> bool:
    """Was it ticked off by this person just now?"""
    return (
        workflow.allows(follow_up.status, FollowUpStatus.OPEN)
        and not follow_up.record_kind
        and follow_up.settled_by_id == by.pk
        and at - follow_up.settled_at <= REGRET
    )


SETTLED = ("status", "settled_at", "settled_by", "done_in")


def _open(follow_up: FollowUp, version: int | None) -> FollowUp:
    """The follow-up, locked; what is settled can no longer be changed."""
    current = lock(follow_up, version=version)
    if not current.is_open:
        raise RuleError(
            _("This follow-up is settled already: %(status)s.")
            % {"status": current.get_status_display()},
            code="settled",
        )
    return current


def _end(follow_up, status: FollowUpStatus, *, by: User, at: datetime) -> None:
    """Settle it; no reminder of it reaches anybody from now on."""
    follow_up.status, follow_up.settled_at, follow_up.settled_by = status, at, by
    _save(follow_up, *SETTLED, "result")
    reminders.silence(subject=follow_up, at=at)


def _save(follow_up: FollowUp, *fields: str) -> None:
    follow_up.version += 1
    follow_up.save(update_fields=[*fields, "version", "updated_at"])


def _remind(follow_up: FollowUp, *, at: datetime, told: str = "") -> None:
    """Schedule what this version of the promise needs; ``told`` at once."""
    planned = moments(follow_up.due_at, planned_at=at)
    if told:
        planned[f"follow_up.{told}"] = at
    reminders.schedule_all(
        moments=planned, subject=follow_up, edition=follow_up.version
    )


def _record(verb: str, follow_up, *, by, at, note="", changes=None, also=()) -> None:
    record(
        kind=f"follow_up.{verb}",
        subject=follow_up,
        by=by,
        at=at,
        also=[*_of(follow_up.place), *also],
        changes=changes,
        note=note.strip()[:500],
    )


def _of(found: Model | None) -> list[Model]:
    return [found] if found is not None else []


def _check_due(due_at: datetime, *, at: datetime) -> None:
    if due_at <= at:
        raise RuleError(_("The time must lie ahead."), code="past")


def _check_person(person: User, area, *, at: datetime) -> None:
    """Only who serves in the area may be sent there."""
    roster = Roster([area.path], on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(
            _("%(person)s does not serve in %(area)s.")
            % {"person": person, "area": area},
            code="not_serving",
        )
