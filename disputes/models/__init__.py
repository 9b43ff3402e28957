"""The records of disputes: one file a concept."""

from disputes.models.agreement import Agreement, Obligation
from disputes.models.clock import Clock, ClockPause
from disputes.models.dispute import Dispute
from disputes.models.mediation import Mediation
from disputes.models.mediator import Mediator
from disputes.models.party import DisputeParty
from disputes.models.step import DisputeStep
from disputes.models.track import TrackAssessment

__all__ = [
    "Agreement",
    "Clock",
    "ClockPause",
    "Dispute",
    "DisputeParty",
    "DisputeStep",
    "Mediation",
    "Mediator",
    "Obligation",
    "TrackAssessment",
]
