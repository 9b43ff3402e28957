"""The gate answered: the track of a dispute, with article and reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import safeguards
from disputes.actions import clock_life, moves, sitting_rules
from disputes.models import Dispute, TrackAssessment
from disputes.workflow import IN_MEDIATION
from disputes.workflow.gate import Answers, Decision, decide, warnings
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Appraisal, Easier, Exclusion, LawText
from disputes.workflow.mediation import MediationOutcome
from station import legal, working_days
from station.errors import RuleError
from station.models import User

POLICE_LAW = "治安管理处罚法"
TONES = {
    Track.PEOPLE: "green",
    Track.PUBLIC_SECURITY: "blue",
    Track.JUDICIAL: "blue",
    Track.NONE: "amber",
}


def law_of(dispute: Dispute) -> LawText:
    """The text of the law of the day of the event."""
    return LawText(str(legal.figure("ps.law", on=dispute.event_on, area=dispute.area)))


def newest(dispute: Dispute) -> TrackAssessment | None:
    """The answers that count."""
    rows = dispute.assessments.select_related("by").order_by("-pk")
    return rows.first()


def explained(dispute, answers: Answers, *, law: str) -> dict:
    """The decision as it is shown: the track, why, and what to think of.

    The text of the law is shown where a violation is at stake and no article names it.
    """
    found = decide(answers, law=law)
    return {
        "track": Track(found.track).label,
        "tone": TONES[found.track],
        "why": found.why,
        "article": found.article,
        "exclusion": Exclusion(found.exclusion).label if found.exclusion else "",
        "law": LawText(law).label,
        "shows_law": answers.act != Act.NONE and POLICE_LAW not in found.article,
        "warnings": warnings(
            answers,
            law=law,
            domestic_violence=dispute.is_domestic_violence,
            minors=bool(sitting_rules.unguarded(dispute)),
        ),
    }


@transaction.atomic
def assess(
    *,
    dispute: Dispute,
    answers: Answers,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> TrackAssessment:
    """Answer the gate; what the law leaves open becomes the track."""
    dispute = moves.lock_open(dispute, version)
    _check(dispute, answers, working_days.local_date(at))
    law = law_of(dispute)
    decision = decide(answers, law=law)
    safeguards.check_track(dispute, decision.track)
    before = dispute.track
    if before and before != decision.track and not reason.strip():
        raise RuleError(_("Say why the track changes."), code="no_reason")
    made = _write(dispute, answers, decision, law, by=by, at=at, reason=reason)
    dispute.track = decision.track
    moves.save(dispute)
    if before != decision.track:
        _call_off(dispute, decision)
    changes = {"track": [before, decision.track]}
    moves.note(
        "dispute.track_assessed",
        dispute,
        by=by,
        at=at,
        changes=changes,
        words=reason.strip(),
    )
    clock_life.follow(dispute, at=at)
    return made


def _check(dispute: Dispute, answers: Answers, today: date) -> None:
    if dispute.status not in IN_MEDIATION:
        raise RuleError(
            _("The mediation is over; take the dispute up again first."), code="state"
        )
    known = (
        ([answers.act], Act.values),
        ([answers.appraisal], Appraisal.values),
        (answers.easier, Easier.values),
        ([answers.exclusion], ["", *Exclusion.values]),
    )
    if any(set(said) - set(values) for said, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    unsuitable = answers.exclusion == Exclusion.UNSUITABLE
    if unsuitable and not answers.exclusion_words.strip():
        raise RuleError(_("Say why it is unsuitable."), code="no_words")
    if answers.appraised_on and answers.appraised_on > today:
        raise RuleError(_("This day has not come yet."), code="in_future")


def _write(
    dispute: Dispute,
    answers: Answers,
    decision: Decision,
    law: LawText,
    *,
    by: User,
    at: datetime,
    reason: str,
) -> TrackAssessment:
    return TrackAssessment.objects.create(
        dispute=dispute,
        law=law,
        answers=answers.told(),
        track=decision.track,
        exclusion=decision.exclusion,
        exclusion_words=answers.exclusion_words.strip() if decision.exclusion else "",
        article=decision.article,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _call_off(dispute: Dispute, decision: Decision) -> None:
    """A sitting planned on the track before does not take place."""
    planned = dispute.mediations.filter(outcome=MediationOutcome.PLANNED)
    for sitting in planned.select_for_update(of=("self",)):
        sitting.outcome = MediationOutcome.CANCELLED
        sitting.reason = decision.article
        sitting.version += 1
        sitting.save()
