"""The records of anti-fraud work: one file a concept."""

from antifraud.models.alert import Alert, AlertReading, AlertSending
from antifraud.models.ally import Ally
from antifraud.models.attendee import Attendee, QuizSheet
from antifraud.models.audience import Audience, AudienceMember, AudienceOverlap
from antifraud.models.briefing import Briefing, HandedOver
from antifraud.models.briefing_round import BriefingRound, BriefingStop
from antifraud.models.case import FraudCase
from antifraud.models.course import Course, CourseQuestion
from antifraud.models.course_certificate import CourseCertificate
from antifraud.models.course_session import CourseSession
from antifraud.models.dissuasion import Dissuasion, DissuasionTry
from antifraud.models.limit import AlertLimit
from antifraud.models.material import Material, MaterialMove
from antifraud.models.outreach import OutreachEvent
from antifraud.models.scam_type import (
    HOTLINE,
    ScamList,
    ScamListEntry,
    ScamType,
)
from antifraud.models.victim_contact import VictimContact
from antifraud.models.wave import Wave, WaveSetting

__all__ = [
    "HOTLINE",
    "Alert",
    "AlertLimit",
    "AlertReading",
    "AlertSending",
    "Ally",
    "Attendee",
    "Audience",
    "AudienceMember",
    "AudienceOverlap",
    "Briefing",
    "BriefingRound",
    "BriefingStop",
    "Course",
    "CourseCertificate",
    "CourseQuestion",
    "CourseSession",
    "Dissuasion",
    "DissuasionTry",
    "FraudCase",
    "HandedOver",
    "Material",
    "MaterialMove",
    "OutreachEvent",
    "QuizSheet",
    "ScamList",
    "ScamListEntry",
    "ScamType",
    "VictimContact",
    "Wave",
    "WaveSetting",
]
