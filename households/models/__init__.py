"""The register, the visits and what follows from them: one file a concept."""

from households.models.address import Address
from households.models.alliance import Alliance, AllianceMember, JointAction
from households.models.board import Board
from households.models.campaign import Campaign
from households.models.card import CardHandover, ContactCard
from households.models.card_print import CardPrint, PaperKind
from households.models.care_category import CareCategory
from households.models.care_plan import CareHelper, CarePlan
from households.models.care_round import CareContact, HolidayVisit
from households.models.checklist import Checklist, ChecklistItem, Section
from households.models.crop_season import CropSeason
from households.models.delivery import (
    Delivery,
    DeliveryBatch,
    DocumentKind,
    HandedTo,
)
from households.models.door_plate import (
    DoorPlate,
    PlateBatch,
    PlateEnd,
    PlatePrint,
    PlateScanCount,
    PlateSize,
)
from households.models.follow_up import FollowUp
from households.models.guardian_consent import GuardianConsent
from households.models.hazard import Hazard, HazardNotice, Reinspection
from households.models.household import Household, HouseholdStanding
from households.models.housing import Housing, Tenure
from households.models.inspection import (
    Inspection,
    InspectionFinding,
    InspectionRound,
    InspectionStop,
)
from households.models.key_point import (
    Equipment,
    EquipmentKind,
    EquipmentTest,
    KeyPoint,
)
from households.models.late_hand_over import LateHandOver
from households.models.liaison import Liaison, LiaisonContact, LiaisonItem
from households.models.message import Message, MessageKind
from households.models.message_limit import MessageLimit
from households.models.message_parts import (
    MessagePause,
    MessageReply,
    MessageSurvey,
)
from households.models.online_service import OnlineService
from households.models.referral import HandedReferral, Office, Referral
from households.models.register_import import (
    ImportChange,
    ImportFinding,
    MatchSuggestion,
    RegisterImport,
)
from households.models.resident import (
    CareKind,
    PastResidence,
    Relation,
    ResidenceKind,
    Resident,
)
from households.models.round import Reason, Round, RoundStop
from households.models.service_guide import ServiceGuide, ServiceMatter
from households.models.service_hours import (
    ServiceDay,
    ServiceHours,
    ServiceSlot,
    Weekday,
)
from households.models.service_request import ServiceRating, ServiceRequest
from households.models.unit import Unit, UnitKind
from households.models.venue import Measure, VenueKind, VenueLimit
from households.models.visit import (
    Advice,
    Outcome,
    Purpose,
    Visit,
    VisitCorrection,
)
from households.models.visit_question import QuestionKind, VisitQuestion
from households.models.visit_rule import NEW_FOR, HouseholdKind, VisitRule
from households.models.visit_threshold import VisitThreshold

__all__ = [
    "NEW_FOR",
    "Address",
    "Advice",
    "Alliance",
    "AllianceMember",
    "Board",
    "Campaign",
    "CardHandover",
    "CardPrint",
    "CareCategory",
    "CareContact",
    "CareHelper",
    "CareKind",
    "CarePlan",
    "Checklist",
    "ChecklistItem",
    "ContactCard",
    "CropSeason",
    "Delivery",
    "DeliveryBatch",
    "DocumentKind",
    "DoorPlate",
    "Equipment",
    "EquipmentKind",
    "EquipmentTest",
    "FollowUp",
    "GuardianConsent",
    "HandedReferral",
    "HandedTo",
    "Hazard",
    "HazardNotice",
    "HolidayVisit",
    "Household",
    "HouseholdKind",
    "HouseholdStanding",
    "Housing",
    "ImportChange",
    "ImportFinding",
    "Inspection",
    "InspectionFinding",
    "InspectionRound",
    "InspectionStop",
    "JointAction",
    "KeyPoint",
    "LateHandOver",
    "Liaison",
    "LiaisonContact",
    "LiaisonItem",
    "MatchSuggestion",
    "Measure",
    "Message",
    "MessageKind",
    "MessageLimit",
    "MessagePause",
    "MessageReply",
    "MessageSurvey",
    "Office",
    "OnlineService",
    "Outcome",
    "PaperKind",
    "PastResidence",
    "PlateBatch",
    "PlateEnd",
    "PlatePrint",
    "PlateScanCount",
    "PlateSize",
    "Purpose",
    "QuestionKind",
    "Reason",
    "Referral",
    "RegisterImport",
    "Reinspection",
    "Relation",
    "ResidenceKind",
    "Resident",
    "Round",
    "RoundStop",
    "Section",
    "ServiceDay",
    "ServiceGuide",
    "ServiceHours",
    "ServiceMatter",
    "ServiceRating",
    "ServiceRequest",
    "ServiceSlot",
    "Tenure",
    "Unit",
    "UnitKind",
    "VenueKind",
    "VenueLimit",
    "Visit",
    "VisitCorrection",
    "VisitQuestion",
    "VisitRule",
    "VisitThreshold",
    "Weekday",
]
