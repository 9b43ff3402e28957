"""Sittings: planned, held with their result, called off; counted as the law says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import clock_life, disputes, dossiers, moves
from disputes.actions import sitting_rules as rules
from disputes.models import Dispute, Mediation, Mediator
from disputes.workflow import Status
from disputes.workflow.intake import Track
from disputes.workflow.law import SecondBecause
from disputes.workflow.mediation import (
    MediationKind,
    MediationOutcome,
    MediationPlace,
)
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

HELD = (MediationOutcome.AGREED, MediationOutcome.NOT_AGREED)


@dataclass(frozen=True)
class Plan:
    """When and where they sit down, before whom, and what must stand before."""

    held_at: datetime
    place_kind: str = MediationPlace.STANDARD_ROOM
    place: str = ""
    kind: str = MediationKind.ORDINARY
    officers: tuple[User, ...] = ()
    mediator: Mediator | None = None
    facts: str = ""
    second_because: str = ""
    others_present: str = ""
    others_agreed: bool = False
    is_public: bool = False
    is_fully_recorded: bool = False
    is_impartial: bool = False
    guardian_told_on: date | None = None


@dataclass(frozen=True)
class Result:
    """How it went; what is left out stays as it was planned."""

    outcome: str
    record: str
    held_at: datetime | None = None
    recording: str | None = None
    is_fully_recorded: bool | None = None
    rights_told: bool | None = None
    others_present: str | None = None
    others_agreed: bool | None = None
    guardian_present: str | None = None
    told_on: date | None = None  # that they may sue, where it ends here


@transaction.atomic
def plan(
    *,
    dispute: Dispute,
    plan: Plan,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Mediation:
    """A day, a place and who mediates; one at a time.

    The first of a people's mediation accepts it: the dossier gets its number.
    """
    dispute = moves.lock_open(dispute, version)
    return arrange(dispute, plan, by=by, at=at)


def arrange(dispute: Dispute, plan: Plan, *, by: User, at: datetime) -> Mediation:
    """The same inside an action that holds the lock of the dispute."""
    _check_plan(dispute, plan)
    sitting = Mediation(
        dispute=dispute,
        ordinal=next_ordinal(dispute),
        track=dispute.track,
        written_by=by,
        **_fields(plan),
    )
    officers = list(plan.officers)
    rules.check_mediator(dispute, sitting)
    _check_law(dispute, sitting, officers)
    sitting.save()
    sitting.officers.set(officers)
    _note("mediation.planned", sitting, by=by, at=at)
    if sitting.track == Track.PEOPLE:
        dossiers.open_for(dispute, by=by, at=at)
    return sitting


@transaction.atomic
def hold(
    *,
    mediation: Mediation,
    result: Result,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Mediation:
    """They sat down: what was said, and whether they agreed."""
    dispute, sitting = _lock(mediation, version)
    return conclude(dispute, sitting, result, by=by, at=at)


def conclude(
    dispute: Dispute, sitting: Mediation, result: Result, *, by: User, at: datetime
) -> Mediation:
    """The same inside an action that holds the lock of the dispute."""
    if dispute.status != Status.TAKEN_UP:
        raise RuleError(_("Take the dispute up first."), code="state")
    _check_result(result, at=at)
    _write(sitting, result)
    if sitting.held_at > at:
        raise RuleError(_("This moment has not come yet."), code="in_future")
    officers = list(sitting.officers.all())
    _check_law(dispute, sitting, officers)
    if sitting.track == Track.PUBLIC_SECURITY:
        _check_held(dispute, sitting)
    sitting.outcome = result.outcome
    _save(sitting)
    outcome = ["planned", sitting.outcome]
    _note("mediation.held", sitting, by=by, at=at, changes={"outcome": outcome})
    if sitting.outcome == MediationOutcome.NOT_AGREED:
        _not_agreed(dispute, sitting, result.told_on, by=by, at=at)
    return sitting


@transaction.atomic
def call_off(
    *,
    mediation: Mediation,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Mediation:
    """It does not take place."""
    _dispute, sitting = _lock(mediation, version)
    if not reason.strip():
        raise RuleError(_("Say why it is called off."), code="no_reason")
    sitting.outcome = MediationOutcome.CANCELLED
    sitting.reason = reason.strip()
    _save(sitting)
    _note("mediation.called_off", sitting, by=by, at=at)
    return sitting


# -- the parts -------------------------------------------------------------------


def next_ordinal(dispute: Dispute) -> int:
    """The number of the next sitting; one that was called off counts for none."""
    kept = dispute.mediations.exclude(outcome=MediationOutcome.CANCELLED)
    last = kept.order_by("-ordinal").values_list("ordinal", flat=True)
    return (last.first() or 0) + 1


def _check_plan(dispute: Dispute, plan: Plan) -> None:
    known = (
        (plan.kind, MediationKind.values),
        (plan.place_kind, MediationPlace.values),
        (plan.second_because, ["", *SecondBecause.values]),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if dispute.status != Status.TAKEN_UP:
        raise RuleError(_("Take the dispute up first."), code="state")
    rules.check_track(dispute)
    if dispute.mediations.filter(outcome=MediationOutcome.PLANNED).exists():
        raise RuleError(_("A sitting is planned already."), code="planned")


def _fields(plan: Plan) -> dict:
    said = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    said.pop("officers")
    return {k: v.strip() if isinstance(v, str) else v for k, v in said.items()}


def _check_law(dispute: Dispute, sitting: Mediation, officers: list[User]) -> None:
    """What the law asks of this track, at planning and again when it was held."""
    held_on = working_days.local_date(sitting.held_at)
    if sitting.track == Track.PEOPLE:
        rules.check_time(dispute, held_on)
        rules.check_consent(sitting)
    if sitting.track != Track.PUBLIC_SECURITY:
        return
    book = rules.book_of(dispute)
    rules.check_facts(sitting)
    rules.check_count(dispute, book, sitting, held_on)
    rules.check_impartial(sitting)
    rules.check_officers(book, sitting, rules.police_among(officers, held_on))
    rules.check_guardian_told(dispute, book, sitting)


def _check_held(dispute: Dispute, sitting: Mediation) -> None:
    """What only shows when it was held."""
    rules.check_guardian_there(dispute, rules.book_of(dispute), sitting)
    if sitting.is_fully_recorded and not sitting.recording:
        raise RuleError(_("Name the recording."), code="no_recording")


def _check_result(result: Result, *, at: datetime) -> None:
    if result.outcome not in HELD:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not result.record.strip():
        raise RuleError(_("Write down what was said."), code="no_record")
    if result.told_on and result.told_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="told_in_future")


def _write(sitting: Mediation, result: Result) -> None:
    for name in (
        "held_at",
        "recording",
        "is_fully_recorded",
        "rights_told",
        "others_present",
        "others_agreed",
        "guardian_present",
    ):
        value = getattr(result, name)
        if value is not None:
            setattr(sitting, name, value.strip() if isinstance(value, str) else value)
    sitting.record = result.record.strip()


def _not_agreed(
    dispute: Dispute,
    sitting: Mediation,
    told_on: date | None,
    *,
    by: User,
    at: datetime,
) -> None:
    """A second session, another tier, or the end with the word of the court."""
    held_on = working_days.local_date(sitting.held_at)
    if sitting.track == Track.PUBLIC_SECURITY:
        most = rules.book_of(dispute).figure("ps.sessions")
        is_last = len(rules.sessions(dispute)) >= most
        if is_last and told_on is None:
            raise RuleError(
                _(
                    "No further session: note when the parties were told that they may"
                    " sue (治安管理处罚法第九条)."
                ),
                code="not_told",
            )
        if told_on is None:
            clock_life.first_sitting_failed(dispute, held_on=held_on, at=at)
    if told_on is not None:
        disputes.give_up(dispute, told_on=told_on, by=by, at=at)


def _lock(mediation: Mediation, version: int | None) -> tuple[Dispute, Mediation]:
    """The dispute first, then the sitting, as everybody locks them."""
    dispute = lock(mediation.dispute)
    sitting = lock(mediation, version=version)
    sitting.dispute = dispute
    if not sitting.is_planned:
        raise RuleError(_("This sitting is over."), code="over")
    return dispute, sitting


def _save(sitting: Mediation) -> None:
    sitting.version += 1
    sitting.save()


def _note(
    kind: str,
    sitting: Mediation,
    *,
    by: User,
    at: datetime,
    changes: dict | None = None,
) -> None:
    """On the timeline of the dispute; never who said what."""
    record(
        kind=kind,
        subject=sitting,
        by=by,
        at=at,
        also=[sitting.dispute],
        changes=changes or {},
    )
