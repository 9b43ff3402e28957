"""The records of disputes: one file a concept."""

from disputes.models.agreement import Agreement, Obligation
from disputes.models.clock import Clock, ClockPause
from disputes.models.confirmation import JudicialConfirmation
from disputes.models.dispute import Dispute
from disputes.models.mediation import Mediation
from disputes.models.mediator import Mediator
from disputes.models.paper import DisputePaper, Dossier, PaperSignature
from disputes.models.party import DisputeParty
from disputes.models.signature import AgreementSignature
from disputes.models.step import DisputeStep
from disputes.models.track import TrackAssessment

__all__ = [
    "Agreement",
    "AgreementSignature",
    "Clock",
    "ClockPause",
    "Dispute",
    "DisputePaper",
    "DisputeParty",
    "DisputeStep",
    "Dossier",
    "JudicialConfirmation",
    "Mediation",
    "Mediator",
    "Obligation",
    "PaperSignature",
    "TrackAssessment",
]
