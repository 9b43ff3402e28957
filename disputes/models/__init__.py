"""The records of disputes: one file a concept."""

from disputes.models.aftermath import Aftermath
from disputes.models.agent import PartyAgent
from disputes.models.agreement import Agreement, Obligation
from disputes.models.assignment import Assignment, MediatorObjection
from disputes.models.clock import Clock, ClockPause
from disputes.models.closing import ClosingRequest, DisputeFollowUp, DisputeReview
from disputes.models.committee import Committee, CommitteeMember
from disputes.models.confirmation import JudicialConfirmation
from disputes.models.criminal_turn import CriminalTurn
from disputes.models.dispute import Dispute
from disputes.models.invitation import Invitation, ReceivedInvitation
from disputes.models.joint import JointConsent, JointMediation
from disputes.models.joint_template import JointTemplate
from disputes.models.kinds import DisputeField, DisputeGrade
from disputes.models.mediation import Mediation
from disputes.models.mediator import Mediator
from disputes.models.mediator_facts import (
    MediatorAbsence,
    MediatorTie,
    MediatorTraining,
)
from disputes.models.paper import DisputePaper, Dossier, PaperSignature
from disputes.models.party import DisputeParty
from disputes.models.reconciliation import Reconciliation
from disputes.models.safeguard import Safeguard
from disputes.models.signature import AgreementSignature
from disputes.models.step import DisputeStep
from disputes.models.tier import TierChange, TierRule
from disputes.models.track import TrackAssessment
from disputes.models.undertaking import Undertaking
from disputes.models.warning import (
    DisputeWarning,
    WarningAction,
    WarningLine,
    WarningReading,
    WarningSign,
)

__all__ = [
    "Aftermath",
    "Agreement",
    "AgreementSignature",
    "Assignment",
    "Clock",
    "ClockPause",
    "ClosingRequest",
    "Committee",
    "CommitteeMember",
    "CriminalTurn",
    "Dispute",
    "DisputeField",
    "DisputeFollowUp",
    "DisputeGrade",
    "DisputePaper",
    "DisputeParty",
    "DisputeReview",
    "DisputeStep",
    "DisputeWarning",
    "Dossier",
    "Invitation",
    "JointConsent",
    "JointMediation",
    "JointTemplate",
    "JudicialConfirmation",
    "Mediation",
    "Mediator",
    "MediatorAbsence",
    "MediatorObjection",
    "MediatorTie",
    "MediatorTraining",
    "Obligation",
    "PaperSignature",
    "PartyAgent",
    "ReceivedInvitation",
    "Reconciliation",
    "Safeguard",
    "TierChange",
    "TierRule",
    "TrackAssessment",
    "Undertaking",
    "WarningAction",
    "WarningLine",
    "WarningReading",
    "WarningSign",
]
