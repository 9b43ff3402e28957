"""The records of disputes: one file a concept."""

from disputes.models.dispute import Dispute
from disputes.models.party import DisputeParty

__all__ = ["Dispute", "DisputeParty"]
