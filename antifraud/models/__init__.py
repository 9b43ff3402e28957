"""The records of anti-fraud work: one file a concept."""

from antifraud.models.briefing import Briefing, HandedOver
from antifraud.models.scam_type import ScamType

__all__ = ["Briefing", "HandedOver", "ScamType"]
