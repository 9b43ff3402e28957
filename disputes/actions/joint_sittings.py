"""The sitting that a joint mediation was, among the sittings of the dispute."""

from dataclasses import dataclass
from datetime import date, datetime

from disputes.actions import mediations
from disputes.models import Dispute, JointMediation, Mediation
from disputes.workflow.mediation import MediationKind
from station.models import User


@dataclass(frozen=True)
class Sitting:
    """What came of it."""

    held_at: datetime
    outcome: str  # agreed, or not
    record: str
    officers: tuple[User, ...] = ()  # beside the one in the chair
    facts: str = ""
    recording: str = ""
    is_fully_recorded: bool = False
    is_impartial: bool = False
    rights_told: bool = False
    second_because: str = ""
    guardian_told_on: date | None = None
    guardian_present: str = ""
    told_on: date | None = None  # that they may sue, where it ends here


def hold_sitting(
    dispute: Dispute,
    joint: JointMediation,
    sitting: Sitting,
    *,
    others_present: str,
    by: User,
    at: datetime,
) -> Mediation:
    """Count it among the sittings, by the rules of the dispute's legal track."""
    plan = mediations.Plan(
        held_at=sitting.held_at,
        place_kind=joint.place_kind,
        place=joint.place,
        kind=MediationKind.JOINT,
        officers=(joint.chair, *sitting.officers),
        mediator=dispute.mediator,
        facts=sitting.facts,
        second_because=sitting.second_because,
        others_present=others_present,
        others_agreed=True,  # else nobody who needs consent sat in
        is_fully_recorded=sitting.is_fully_recorded,
        is_impartial=sitting.is_impartial,
        guardian_told_on=sitting.guardian_told_on,
    )
    result = mediations.Result(
        outcome=sitting.outcome,
        record=sitting.record,
        recording=sitting.recording,
        rights_told=sitting.rights_told,
        guardian_present=sitting.guardian_present,
        told_on=sitting.told_on,
    )
    made = mediations.arrange(dispute, plan, by=by, at=at)
    return mediations.conclude(dispute, made, result, by=by, at=at)
