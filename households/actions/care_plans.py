"""Care plans: made with the guardian's consent where one is needed, and kept true."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from households.actions import care_moves, care_rounds
from households.actions.residents import read_phone
from households.models import (
    CareCategory,
    CareContact,
    CareHelper,
    CarePlan,
    GuardianConsent,
    Resident,
)
from households.models.guardian_consent import CONSENT_AGE
from households.workflow.care import CareStatus, ContactWay, HelperRole, Holiday
from station import working_days
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.duty import Roster
from station.errors import RuleError
from station.models import User

TWIN = "households_careplan_one_live"
MOST_HELPERS = 10


@dataclass(frozen=True)
class Facts:
    """What a plan says."""

    kinds: Sequence[str]
    carer: User
    cycle_days: int
    holidays: Sequence[str] = ()
    watch_for: str = ""
    review_on: date | None = None


def needs_consent(resident: Resident, *, on: date) -> bool:
    """Is this a child whose guardian has to agree first?"""
    return resident.age(on=on) < CONSENT_AGE


def has_consent(resident: Resident, *, on: date) -> bool:
    """May the plan of this person be kept and read today?"""
    return GuardianConsent.objects.cover(resident, on=on)


@transaction.atomic
def create(
    *,
    resident: Resident,
    facts: Facts,
    by: User,
    at: datetime,
    origin: Model | None = None,
) -> CarePlan:
    """Somebody is looked after from today on."""
    resident = _present(resident, at=at)
    plan = CarePlan(
        resident=resident,
        area=resident.area,
        started_on=working_days.local_date(at),
        due_at=at,
    )
    _write(plan, facts, at=at)
    last = [*care_rounds.visits_of(resident)[:1]]
    plan.last_contact_at = last[0] if last else None
    plan.due_at = care_rounds.due_after(plan, plan.last_contact_at)
    twins = {TWIN: _("There is a care plan for this person already.")}
    with refusing_twins(**twins):
        plan.save()
    care_rounds.remind(plan, at=at, told="handed" if facts.carer != by else "")
    _record("created", plan, by=by, at=at)
    tie(origin=origin, made=plan, by=by, at=at)
    return plan


@transaction.atomic
def edit(
    *, plan: CarePlan, facts: Facts, version: int, by: User, at: datetime
) -> CarePlan:
    """Set the plan right; the round is counted anew."""
    plan = _live(plan, version)
    _check_consent(plan.resident, at=at)
    is_new = plan.carer_id != facts.carer.pk
    _write(plan, facts, at=at)
    plan.due_at = care_rounds.due_after(plan, plan.last_contact_at)
    _save(plan)
    told = "handed" if is_new and facts.carer != by else ""
    care_rounds.remind(plan, at=at, told=told)
    _record("edited", plan, by=by, at=at, changes={"carer": [None, facts.carer.pk]})
    return plan


@transaction.atomic
def assign(
    *,
    plan: CarePlan,
    carer: User,
    by: User,
    at: datetime,
    version: int | None = None,
) -> CarePlan:
    """Somebody else cares from now on, and is told."""
    plan = _live(plan, version)
    if plan.carer_id == carer.pk:
        raise RuleError(_("%(person)s cares already.") % {"person": carer})
    _check_carer(carer, plan.area, at=at)
    before, plan.carer = plan.carer_id, carer
    _save(plan)
    care_rounds.remind(plan, at=at, told="handed" if carer != by else "")
    changes = {"carer": [before, carer.pk]}
    _record("assigned", plan, by=by, at=at, changes=changes)
    return plan


@transaction.atomic
def pause(
    *,
    plan: CarePlan,
    reason: str,
    by: User,
    at: datetime,
    resume_on: date | None = None,
    version: int | None = None,
) -> CarePlan:
    """In hospital, with the children: no visits until then."""
    plan = _becoming(plan, CareStatus.PAUSED, version)
    plan.reason = _said(reason)
    if resume_on is not None and resume_on <= working_days.local_date(at):
        raise RuleError(_("The time must lie ahead."), code="past")
    plan.resume_on = resume_on
    _save(plan)
    care_rounds.remind(plan, at=at)
    _record("paused", plan, by=by, at=at)
    return plan


@transaction.atomic
def resume(
    *, plan: CarePlan, by: User, at: datetime, version: int | None = None
) -> CarePlan:
    """The visits go on, counted from today."""
    plan = _becoming(plan, CareStatus.ACTIVE, version)
    _check_consent(plan.resident, at=at)
    plan.reason, plan.resume_on = "", working_days.local_date(at)
    plan.due_at = care_rounds.due_after(plan, plan.last_contact_at)
    _save(plan)
    care_rounds.remind(plan, at=at)
    _record("resumed", plan, by=by, at=at)
    return plan


@transaction.atomic
def end(
    *,
    plan: CarePlan,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> CarePlan:
    """Nobody needs to go any more; the reason stays."""
    plan = _becoming(plan, CareStatus.ENDED, version)
    care_moves.end(plan, reason=_said(reason), at=at)
    _record("ended", plan, by=by, at=at)
    return plan


@transaction.atomic
def review(
    *,
    plan: CarePlan,
    review_on: date,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> CarePlan:
    """The plan was looked at and still holds; next time on that day."""
    plan = _live(plan, version)
    if review_on <= working_days.local_date(at):
        raise RuleError(_("The time must lie ahead."), code="past")
    before, plan.review_on = plan.review_on, review_on
    _save(plan)
    care_rounds.remind(plan, at=at)
    changes = {"review_on": [before and before.isoformat(), review_on.isoformat()]}
    _record("reviewed", plan, by=by, at=at, changes=changes, note=note)
    return plan


@transaction.atomic
def contact(
    *,
    plan: CarePlan,
    way: str,
    found: str,
    by: User,
    at: datetime,
    note: str = "",
    made_at: datetime | None = None,
) -> CareContact:
    """One rang, or asked a neighbour; whoever was reached is ticked off."""
    plan = _live(plan, None)
    _check_consent(plan.resident, at=at)
    when = made_at or at
    if when > at:
        raise RuleError(_("This lies in the future."), code="future")
    if way not in ContactWay.values or found not in CareContact.Found.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if found == CareContact.Found.CONCERN and not note.strip():
        raise RuleError(_("Say what is needed."), code="no_note")
    made = CareContact.objects.create(
        plan=plan, at=when, by=by, way=way, found=found, note=note.strip()
    )
    changes = {"way": [None, way], "found": [None, found]}
    _record("contacted", plan, by=by, at=at, changes=changes)
    care_rounds.refresh(CarePlan.objects.filter(pk=plan.pk), at=at)
    return made


@transaction.atomic
def add_helper(
    *, plan: CarePlan, role: str, name: str, by: User, at: datetime, phone: str = ""
) -> CareHelper:
    """A neighbour, relative or community worker who can be called."""
    plan = _live(plan, None)
    _check_consent(plan.resident, at=at)
    if role not in HelperRole.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    if plan.helpers.count() >= MOST_HELPERS:
        raise RuleError(_("Ten people to call are enough."), code="too_many")
    helper = CareHelper(plan=plan, area=plan.area, role=role, name=name.strip())
    helper.write_phone(read_phone(phone))
    helper.save()
    _record("helper_added", plan, by=by, at=at, changes={"helpers": None})
    return helper


@transaction.atomic
def remove_helper(*, helper: CareHelper, by: User, at: datetime) -> CarePlan:
    """Not to be called any more."""
    plan = lock(helper.plan)
    helper.delete()
    _record("helper_removed", plan, by=by, at=at, changes={"helpers": None})
    return plan


@transaction.atomic
def erase(*, plan: CarePlan, by: User, at: datetime, reason: str) -> CarePlan:
    """The guardian withdrew: the plan ends, and what it said of the child is gone."""
    plan = lock(plan)
    plan.watch_for = ""
    plan.helpers.all().delete()
    for made in plan.contacts.all():
        made.note = ""
        made.save(update_fields=["note"])
    if plan.is_live:
        care_moves.end(plan, reason=reason, at=at)
    else:
        _save(plan)
    _record("erased", plan, by=by, at=at, note=reason)
    return plan


def _present(resident: Resident, *, at: datetime) -> Resident:
    resident = lock(resident)
    if resident.left_on is not None or resident.merged_into_id is not None:
        raise RuleError(_("This person has moved away."), code="moved_away")
    _check_consent(resident, at=at)
    return resident


def _check_consent(resident: Resident, *, at: datetime) -> None:
    if not has_consent(resident, on=working_days.local_date(at)):
        raise RuleError(
            _("Under 14: the guardian must agree first."), code="no_consent"
        )


def _live(plan: CarePlan, version: int | None) -> CarePlan:
    current = lock(plan, version=version)
    if not current.is_live:
        raise RuleError(_("This care plan has ended."), code="ended")
    return current


def _becoming(plan: CarePlan, target: CareStatus, version: int | None) -> CarePlan:
    current = lock(plan, version=version)
    if not current.may_become(target):
        raise RuleError(
            _("A plan that is “%(status)s” cannot become “%(target)s”.")
            % {"status": current.get_status_display(), "target": target.label},
            code="wrong_state",
        )
    current.status = target
    return current


def _write(plan: CarePlan, facts: Facts, *, at: datetime) -> None:
    kinds = set(facts.kinds)
    if not kinds:
        raise RuleError(_("Choose why somebody is cared for."), code="no_kind")
    if not kinds <= set(CareCategory.objects.labels()):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not set(facts.holidays) <= set(Holiday.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 1 <= facts.cycle_days <= 366:
        raise RuleError(_("Between one day and a year."), code="bad_cycle")
    if facts.review_on and facts.review_on <= working_days.local_date(at):
        raise RuleError(_("The time must lie ahead."), code="past")
    _check_carer(facts.carer, plan.area, at=at)
    plan.kinds, plan.holidays = sorted(kinds), sorted(set(facts.holidays))
    plan.carer, plan.cycle_days = facts.carer, facts.cycle_days
    plan.watch_for, plan.review_on = facts.watch_for.strip(), facts.review_on


def _check_carer(person: User, area, *, at: datetime) -> None:
    """Only who serves in the area can look after somebody there."""
    roster = Roster([area.path], on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(
            _("%(person)s does not serve in %(area)s.")
            % {"person": person, "area": area},
            code="not_serving",
        )


def _said(reason: str) -> str:
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    return reason.strip()[:200]


def _save(plan: CarePlan) -> None:
    plan.version += 1
    plan.save()


def _record(verb: str, plan: CarePlan, *, by, at, changes=None, note="") -> None:
    record(
        kind=f"care.{verb}",
        subject=plan,
        by=by,
        at=at,
        changes=changes,
        note=note.strip()[:500],
    )
