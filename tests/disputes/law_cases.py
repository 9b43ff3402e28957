"""Disputes at a stage of the law: taken up on a day, past the gate, in session."""

from datetime import date, datetime, time

from disputes.actions import disputes, mediations, tracks
from disputes.models import Dispute, Mediation
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Side
from disputes.workflow.law import Act, Easier
from station.working_days import at_clock
from tests.factories import DisputeFactory, PartyFactory, officer

OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)
A_FIGHT = Answers(act=Act.FIGHT, easier=(Easier.RELATION,))
A_QUARREL = Answers()


def moment(day: date, hour: int = 10) -> datetime:
    """That day at the station."""
    return at_clock(day, time(hour))


def taken_up(village, by, day: date, event_on: date | None = None) -> Dispute:
    """Somebody answers for it since that day."""
    dispute = DisputeFactory(
        household__address__community=village, event_on=event_on or day
    )
    for side, name in ((Side.ONE, "蔡涛"), (Side.OTHER, "丁刚")):
        PartyFactory(dispute=dispute, side=side, name=name)
    return disputes.take_up(
        dispute=dispute,
        assigned_to=by,
        version=dispute.version,
        by=by,
        at=moment(day, 9),
    )


def gated(
    village, by, day: date, answers: Answers = A_FIGHT, event_on: date | None = None
) -> Dispute:
    """Past the gate."""
    dispute = taken_up(village, by, day, event_on)
    tracks.assess(dispute=dispute, answers=answers, by=by, at=moment(day, 9))
    dispute.refresh_from_db()
    return dispute


def planned(dispute: Dispute, by, day: date, **said) -> Mediation:
    """A session with two officers and the facts established."""
    facts = {
        "facts": "双方因停车互相推搡，均无伤情。",
        "officers": (by, officer(dispute.area)),
        "is_impartial": True,
    }
    plan = mediations.Plan(held_at=moment(day), **{**facts, **said})
    return mediations.plan(dispute=dispute, plan=plan, by=by, at=moment(day, 9))


def held(
    sitting: Mediation, by, *, outcome: str = "not_agreed", day=None, **said
) -> Mediation:
    """What came of it, written down an hour later."""
    result = mediations.Result(outcome=outcome, record="双方各执一词。", **said)
    at = moment(day, 11) if day else sitting.held_at
    return mediations.hold(mediation=sitting, result=result, by=by, at=at)
