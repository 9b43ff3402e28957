"""Disputes: written down, taken up, ended; the clock goes with each step."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from disputes import closings
from disputes.actions import (
    clock_life,
    deadlines,
    follow_ups,
    moves,
    parties,
    repeats,
    safeguards,
    tiers,
    warnings,
)
from disputes.actions.intake import Intake, check_facts, facts_of
from disputes.models import Dispute
from disputes.workflow import ENDS_FROM, Outcome, Status, Step
from disputes.workflow.closing import Occasion
from disputes.workflow.intake import Tier
from households.models import Household
from households.numbering import number_in
from station import policy, staffing, working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

MEDIATED = frozenset({Outcome.SETTLED, Outcome.FAILED})


@transaction.atomic
@warnings.once()
def report(
    *,
    area: Area,
    intake: Intake,
    by: User,
    at: datetime,
    household: Household | None = None,
    origin: Model | None = None,
) -> Dispute:
    """Write a dispute down; whoever serves there answers for it from now on.

    Its tier follows from the rules, a repetition from what is on file.
    """
    check_facts(intake, at=at)
    place = household.area if household is not None else area
    post = staffing.in_charge(place, on=working_days.local_date(at))
    dispute = Dispute.objects.create(
        number=number_in("JF", place, at=at),
        area=place,
        household=household,
        **facts_of(intake, at=at),
        reported_at=at,
        reported_by=by,
        due_at=deadlines.due_at(deadlines.TAKE_UP, at=at),
        assigned_to=post.user if post is not None else None,
    )
    also = [household] if household is not None else []
    record(kind="dispute.reported", subject=dispute, by=by, at=at, also=also)
    tie(origin=origin, made=dispute, by=by, at=at)
    for facts in intake.parties:
        parties.write(dispute, facts, at=at)
    parties.name(dispute)
    moves.sign(dispute, Step.SCREENING, by=by, at=at)
    deadlines.remind(dispute, at=at)
    _follow_from(dispute, by=by, at=at)
    warnings.read(ids=[dispute.pk], at=at)  # now that the parties are named
    return dispute


def _follow_from(dispute: Dispute, *, by: User, at: datetime) -> None:
    """What the facts bring with them: repetition, tier and safeguards."""
    repeats.count(dispute, by=by, at=at)
    tiers.give(dispute, by=by, at=at)
    safeguards.plan(dispute, by=by, at=at)
    dispute.save()


@transaction.atomic
def take_up(
    *,
    dispute: Dispute,
    assigned_to: User,
    version: int,
    by: User,
    at: datetime,
    grade: int | None = None,
) -> Dispute:
    """Somebody answers for it; the month of the mediation begins."""
    dispute = moves.lock_open(dispute, version)
    moves.move(dispute, Status.TAKEN_UP)
    moves.check_person(assigned_to, dispute.area, at=at)
    before = dispute.assigned_to_id
    dispute.assigned_to = assigned_to
    if grade and grade != dispute.grade:
        dispute.grade = grade
        tiers.propose(dispute)
    _run_anew(dispute, at=at)
    moves.sign(dispute, Step.INTERVENTION, by=by, at=at)
    changes = {}
    if before != assigned_to.pk:
        changes = {"assigned_to": [before, assigned_to.pk]}
    moves.note("dispute.taken_up", dispute, by=by, at=at, changes=changes)
    clock_life.follow(dispute, at=at)
    return dispute


@transaction.atomic
def settle(*, dispute: Dispute, version: int, by: User, at: datetime) -> Dispute:
    """An agreement is in effect; what is left is keeping it and going back."""
    dispute = moves.lock_open(dispute, version)
    agree(dispute, by=by, at=at)
    return dispute


def agree(dispute: Dispute, *, by: User, at: datetime) -> None:
    """The same inside an action that has locked the dispute."""
    moves.move(dispute, Status.SETTLED)
    _finish_mediation(dispute, by=by, at=at)
    moves.sign(dispute, Step.JOINT_MEDIATION, by=by, at=at)
    moves.note("dispute.settled", dispute, by=by, at=at)
    clock_life.follow(dispute, at=at)


@transaction.atomic
def fail(
    *, dispute: Dispute, told_on: date, version: int, by: User, at: datetime
) -> Dispute:
    """No agreement; the parties were told that they may sue (治安管理处罚法 art. 9)."""
    dispute = moves.lock_open(dispute, version)
    give_up(dispute, told_on=told_on, by=by, at=at)
    return dispute


def give_up(dispute: Dispute, *, told_on: date, by: User, at: datetime) -> None:
    """The same inside an action that has locked the dispute."""
    moves.move(dispute, Status.FAILED)
    dispute.told_of_court_on = told_on
    _finish_mediation(dispute, by=by, at=at)
    moves.note("dispute.failed", dispute, by=by, at=at)
    clock_life.follow(dispute, at=at)


@transaction.atomic
def end(
    *,
    dispute: Dispute,
    outcome: str,
    result: str,
    version: int,
    by: User,
    at: datetime,
) -> Dispute:
    """How it ended; nothing is reminded of any more.

    What was mediated ends only when nothing is owed, a major dispute only by the chief.
    """
    dispute = moves.lock_open(dispute, version)
    finish(dispute, outcome, result, by=by, at=at)
    return dispute


def finish(
    dispute: Dispute, outcome: str, result: str, *, by: User, at: datetime
) -> None:
    """The same inside an action that has locked the dispute."""
    check_end(dispute, outcome, result, by=by)
    if needs_chief(dispute) and not policy.can(by, "dispute.approve", dispute):
        raise RuleError(_("The chief closes a major dispute."), code="needs_chief")
    close(dispute, outcome, result, by=by, at=at)


def close(
    dispute: Dispute, outcome: str, result: str, *, by: User, at: datetime
) -> None:
    """What every end does, after whoever may decide it has."""
    follow_ups.call_off(dispute=dispute, by=by, at=at, reason=_("The dispute ended."))
    moves.move(dispute, Status.ENDED)
    dispute.outcome, dispute.result = outcome, result.strip()
    dispute.ended_at, dispute.ended_by = at, by
    moves.save(dispute)
    reminders.silence(subject=dispute, at=at)
    changes = {"outcome": ["", outcome]}
    moves.note("dispute.ended", dispute, by=by, at=at, changes=changes)
    clock_life.follow(dispute, at=at)


@transaction.atomic
def reopen(
    *, dispute: Dispute, reason: str, version: int, by: User, at: datetime
) -> Dispute:
    """It broke out again, or the agreement was not kept."""
    dispute = lock(dispute, version=version)
    resume(dispute, reason, by=by, at=at)
    return dispute


def resume(dispute: Dispute, reason: str, *, by: User, at: datetime) -> None:
    """The same inside an action that has locked the dispute."""
    if dispute.status in {Status.REPORTED, Status.TAKEN_UP}:
        raise RuleError(_("This dispute is being mediated."), code="open")
    if not reason.strip():
        raise RuleError(_("Say why it is taken up again."), code="no_reason")
    was_settled = Outcome.SETTLED in {dispute.status, dispute.outcome}
    moves.move(dispute, Status.TAKEN_UP)
    dispute.assigned_to = dispute.assigned_to or by
    dispute.outcome, dispute.result = "", ""
    dispute.ended_at = dispute.ended_by = dispute.mediated_at = None
    _run_anew(dispute, at=at)
    moves.note("dispute.reopened", dispute, by=by, at=at, words=reason.strip())
    clock_life.follow(dispute, at=at, not_kept=was_settled)


# -- the parts -------------------------------------------------------------------


def _run_anew(dispute: Dispute, *, at: datetime) -> None:
    dispute.taken_up_at = at
    dispute.due_at = deadlines.due_at(deadlines.MEDIATE, at=at)
    moves.save(dispute)
    deadlines.remind(dispute, at=at)


def _finish_mediation(dispute: Dispute, *, by: User, at: datetime) -> None:
    """The time to close begins, and somebody goes back the next day."""
    dispute.mediated_at = at
    dispute.due_at = deadlines.due_at(deadlines.CLOSE, at=at)
    moves.save(dispute)
    deadlines.remind(dispute, at=at)
    follow_ups.promise(dispute, Occasion.NEXT_DAY, by=by, at=at)


def needs_chief(dispute: Dispute) -> bool:
    """Is it one that only the chief closes?"""
    return dispute.tier == Tier.MAJOR


def check_end(dispute: Dispute, outcome: str, result: str, *, by: User) -> None:
    """Can it end like this now? Refuses with what is still owed."""
    if outcome not in Outcome.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if dispute.status not in ENDS_FROM[Outcome(outcome)]:
        raise RuleError(
            _("A dispute that is “%(status)s” cannot end as “%(outcome)s”.")
            % {
                "status": dispute.get_status_display(),
                "outcome": Outcome(outcome).label,
            },
            code="state",
        )
    if not result.strip():
        raise RuleError(_("Say how it ended."), code="no_result")
    owed = closings.owed(dispute, user=by) if outcome in MEDIATED else []
    if owed:
        raise RuleError(
            _("Still owed: %(what)s.") % {"what": closings.named(owed)}, code="owed"
        )
