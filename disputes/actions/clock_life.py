"""Which clocks go at which stage of a dispute: started and ended with its moves."""

from datetime import date, datetime

from disputes.actions import clocks
from disputes.models import Dispute
from disputes.workflow import Status
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Appraisal, ClockReason
from station import working_days

MEDIATION = ("people.month", "ps.start", "ps.second")
CASE = "case.limit"


def follow(dispute: Dispute, *, at: datetime, not_kept: bool = False) -> None:
    """Bring the clocks in line with where the dispute stands now."""
    today = working_days.local_date(at)
    if dispute.status == Status.TAKEN_UP:
        _in_mediation(dispute, today, at=at)
    elif dispute.status == Status.SETTLED:
        _finish(dispute, MEDIATION, today, is_done=True, at=at)
        _finish(dispute, [CASE], today, is_done=False, at=at)
    elif dispute.status == Status.FAILED:
        _finish(dispute, MEDIATION, today, is_done=True, at=at)
        _case(dispute, today, ClockReason.NOT_AGREED, at=at)
    elif dispute.status == Status.ENDED:
        _finish(dispute, None, today, is_done=False, at=at)
    if not_kept:
        _case(dispute, _broken_on(dispute) or today, ClockReason.NOT_KEPT, at=at)


def first_sitting_failed(dispute: Dispute, *, held_on: date, at: datetime) -> None:
    """The three days are over; a second session has its seven from the first."""
    _finish(dispute, ["ps.start"], held_on, is_done=True, at=at)
    clocks.begin(
        dispute, "ps.second", on=held_on, reason=ClockReason.FIRST_SITTING, at=at
    )


def _in_mediation(dispute: Dispute, today: date, *, at: datetime) -> None:
    """The clock of the track goes; those of another track end."""
    answers = _answers(dispute)
    keep = {
        Track.PEOPLE: {"people.month"},
        Track.PUBLIC_SECURITY: {"ps.start", "ps.second"},
    }.get(dispute.track, set())
    others = [code for code in MEDIATION if code not in keep]
    ended = _finish(dispute, others, today, is_done=False, at=at)
    if dispute.track == Track.NONE:
        reason = ClockReason.NOT_AGREED if ended else ClockReason.FILED
        began = today if ended else _began(dispute)
        _case(dispute, began, reason, at=at)
    elif dispute.track == Track.PEOPLE:
        _begin_once(dispute, "people.month", _began(dispute), at=at)
    elif dispute.track == Track.PUBLIC_SECURITY:
        _finish(dispute, [CASE], today, is_done=False, at=at)
        _first_session(dispute, answers, at=at)


def _first_session(dispute: Dispute, answers: Answers | None, *, at: datetime) -> None:
    """Three working days from the acceptance, or from the end of an appraisal."""
    if dispute.mediations.held().filter(track=Track.PUBLIC_SECURITY).exists():
        return
    appraisal = answers.appraisal if answers else Appraisal.NONE
    if appraisal == Appraisal.UNDER_WAY:
        today = working_days.local_date(at)
        _finish(dispute, ["ps.start"], today, is_done=False, at=at)
        return
    if appraisal == Appraisal.DONE and answers.appraised_on:
        began = max(answers.appraised_on, _began(dispute))
        _begin_once(dispute, "ps.start", began, ClockReason.APPRAISED, at=at)
        return
    _begin_once(dispute, "ps.start", _began(dispute), at=at)


def _begin_once(
    dispute: Dispute,
    code: str,
    on: date,
    reason: str = ClockReason.TAKEN_UP,
    *,
    at: datetime,
) -> None:
    """Not again for the same day: what stood still or was granted stays."""
    if not dispute.clocks.going().filter(code=code, started_on=on).exists():
        clocks.begin(dispute, code, on=on, reason=reason, at=at)


def _case(dispute: Dispute, on: date, reason: str, *, at: datetime) -> None:
    """The time for the case itself, where there is a violation to handle."""
    answers = _answers(dispute)
    if answers is None or answers.act == Act.NONE:
        return
    going = dispute.clocks.going().filter(code=CASE)
    if reason == ClockReason.FILED and going.exists():
        return
    clocks.begin(dispute, CASE, on=on, reason=reason, at=at)


def _broken_on(dispute: Dispute) -> date | None:
    """When an agreement was broken last."""
    broken = dispute.agreements.exclude(broken_on=None).order_by("-broken_on")
    return broken.values_list("broken_on", flat=True).first()


def _answers(dispute: Dispute) -> Answers | None:
    """What was answered last at the gate."""
    rows = dispute.assessments.order_by("-pk").values_list("answers", flat=True)
    kept = rows.first()
    return Answers.of(kept) if kept else None


def _began(dispute: Dispute) -> date:
    return working_days.local_date(dispute.taken_up_at)


def _finish(dispute: Dispute, codes, on: date, *, is_done: bool, at: datetime) -> bool:
    """End the clocks of these codes, of all without any; was there one?"""
    going = dispute.clocks.going()
    if codes is not None:
        going = going.filter(code__in=codes)
    found = list(going.select_for_update(of=("self",)))
    for clock in found:
        clocks.finish(clock, on=on, is_done=is_done, at=at)
    return bool(found)
