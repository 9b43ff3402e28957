"""The records of anti-fraud work: one file a concept."""

from antifraud.models.alert import Alert, AlertReading, AlertSending
from antifraud.models.ally import Ally
from antifraud.models.audience import Audience, AudienceMember, AudienceOverlap
from antifraud.models.briefing import Briefing, HandedOver
from antifraud.models.case import FraudCase
from antifraud.models.scam_type import (
    HOTLINE,
    ScamList,
    ScamListEntry,
    ScamType,
)
from antifraud.models.victim_contact import VictimContact

__all__ = [
    "HOTLINE",
    "Alert",
    "AlertReading",
    "AlertSending",
    "Ally",
    "Audience",
    "AudienceMember",
    "AudienceOverlap",
    "Briefing",
    "FraudCase",
    "HandedOver",
    "ScamList",
    "ScamListEntry",
    "ScamType",
    "VictimContact",
]
