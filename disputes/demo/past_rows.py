"""The rows of what is over: numbers, tiers, the gate, the five steps, the timeline."""

from datetime import timedelta

from disputes import tiers
from disputes.actions import tracks
from disputes.demo import past_outcomes
from disputes.demo.past import Case, Past, by_series
from disputes.models import (
    Clock,
    Dispute,
    DisputeParty,
    DisputeStep,
    TierChange,
    TrackAssessment,
)
from disputes.workflow import Step, gate
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, ClockState, Exclusion
from households.numbering import DIGITS
from station import legal, working_days
from station.actions.numbers import next_block
from station.models import Event, reference

HOUR = timedelta(hours=1)
IN_COURT = gate.Answers(is_in_court=True)
BARRED = gate.Answers(act=Act.FIGHT, exclusion=Exclusion.GANG)
MONTH_OF = "people.month"


def write(past: Past) -> int:
    """Number them in the order of their days and write everything down."""
    past.cases.sort(key=lambda case: case.dispute.reported_at)
    cases = past.cases
    _number(cases)
    Dispute.objects.bulk_create(case.dispute for case in cases)
    DisputeParty.objects.bulk_create(row for case in cases for row in case.parties)
    TierChange.objects.bulk_create(_first_tier(case) for case in cases)
    _tracks(cases)
    past_outcomes.protect(cases)
    past_outcomes.sit(cases, chance=past.chance)
    past_outcomes.agree(cases, chance=past.chance)
    past_outcomes.go_back(cases, chance=past.chance)
    DisputeStep.objects.bulk_create(row for case in cases for row in _steps(case))
    Event.objects.bulk_create(row for case in cases for row in _events(case))
    return len(cases)


def _number(cases: list[Case]) -> None:
    def series(case: Case) -> str:
        year = working_days.local_date(case.dispute.reported_at).year
        return f"JF-{case.place.area.code[:DIGITS]}-{year}"

    for name, rows in by_series(cases, series).items():
        for case, figure in zip(rows, next_block(name, len(rows)), strict=True):
            case.dispute.number = f"{name}-{figure:06d}"


def _first_tier(case: Case) -> TierChange:
    return TierChange(
        dispute=case.dispute,
        to_tier=case.dispute.tier,
        proposed=case.dispute.tier,
        facts=tiers.facts_of(case.dispute).as_json(),
        reason=case.because,
        changed_by=case.place.officer,
        changed_at=case.dispute.reported_at,
    )


# -- the gate and its clock --------------------------------------------------------


def _tracks(cases: list[Case]) -> None:
    """The gate answered an hour after it was taken up, by the law of that year."""
    laws: dict[int, str] = {}
    books: dict[int, legal.Book] = {}
    answered, clocks = [], []
    for case in cases:
        dispute = case.dispute
        if not dispute.track:
            continue
        year = dispute.event_on.year
        if year not in laws:
            laws[year] = tracks.law_of(dispute)
            books[year] = legal.book([MONTH_OF], on=dispute.event_on)
        answers = _answers(case)
        decision = gate.decide(answers, law=laws[year])
        answered.append(
            TrackAssessment(
                dispute=dispute,
                law=laws[year],
                answers=answers.told(),
                track=decision.track,
                exclusion=decision.exclusion,
                article=decision.article,
                by=case.place.officer,
                at=dispute.taken_up_at + HOUR,
            )
        )
        if dispute.track == Track.PEOPLE:
            clocks.append(_clock(case, books[year]))
    TrackAssessment.objects.bulk_create(answered)
    Clock.objects.bulk_create(clocks)


def _answers(case: Case) -> gate.Answers:
    if case.dispute.track == Track.NONE:
        return BARRED
    if case.dispute.track == Track.JUDICIAL:
        return IN_COURT
    if case.dispute.track == Track.PEOPLE:
        return gate.Answers()
    return case.story.answers


def _clock(case: Case, book: legal.Book) -> Clock:
    """The month of the people's mediation, kept."""
    dispute = case.dispute
    began = working_days.local_date(dispute.taken_up_at)
    ended = working_days.local_date(dispute.mediated_at)
    return Clock(
        dispute=dispute,
        code=MONTH_OF,
        reason="taken_up",
        started_on=began,
        due_on=book.limit(MONTH_OF, began).due_on,
        state=ClockState.MET,
        ended_on=ended,
    )


# -- the five steps and the timeline -----------------------------------------------


def _steps(case: Case):
    dispute, officer = case.dispute, case.place.officer
    done = {
        Step.SCREENING: dispute.reported_at,
        Step.INTERVENTION: dispute.taken_up_at,
    }
    if case.is_agreed:
        done[Step.JOINT_MEDIATION] = dispute.mediated_at
    if past_outcomes.is_reviewed(case):
        done[Step.REVIEW] = dispute.ended_at
    if dispute.mediated_at is not None:
        done[Step.FOLLOW_UP] = case.rows[-1].recorded_at
    return [
        DisputeStep(dispute=dispute, step=step, done_at=moment, signed_by=officer)
        for step, moment in done.items()
    ]


def _events(case: Case):
    dispute, place = case.dispute, case.place
    outcome = {"outcome": ["", dispute.outcome]}
    told = [
        ("dispute.reported", dispute.reported_at, place.officer, {}),
        ("dispute.taken_up", dispute.taken_up_at, place.officer, {}),
        ("dispute.ended", dispute.ended_at, dispute.ended_by, outcome),
    ]
    if dispute.mediated_at is not None:
        kind = "dispute.settled" if case.is_agreed else "dispute.failed"
        told.insert(2, (kind, dispute.mediated_at, place.officer, {}))
        met = ("dispute.followed_up", case.rows[-1].recorded_at, place.officer, {})
        told.insert(3, met)
    return [
        Event(
            kind=kind,
            subject=reference(dispute),
            trail=[reference(dispute), reference(dispute.household)],
            area=dispute.area,
            actor=actor,
            happened_at=moment,
            changes=changes,
        )
        for kind, moment, actor, changes in told
    ]
