"""The register, the visits and what follows from them: one file a concept."""

from households.models.address import Address
from households.models.board import Board
from households.models.campaign import Campaign
from households.models.card import CardHandover, ContactCard
from households.models.card_print import CardPrint, PaperKind
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
from households.models.household import Household, HouseholdStanding
from households.models.housing import Housing, Tenure
from households.models.message import Message, MessageKind
from households.models.message_limit import MessageLimit
from households.models.message_parts import (
    MessagePause,
    MessageReply,
    MessageSurvey,
)
from households.models.online_service import OnlineService
from households.models.referral import Office, Referral
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
from households.models.visit import (
    Advice,
    Outcome,
    Purpose,
    Visit,
    VisitCorrection,
)
from households.models.visit_question import QuestionKind, VisitQuestion
from households.models.visit_rule import NEW_FOR, HouseholdKind, VisitRule

__all__ = [
    "NEW_FOR",
    "Address",
    "Advice",
    "Board",
    "Campaign",
    "CardHandover",
    "CardPrint",
    "CareKind",
    "ContactCard",
    "CropSeason",
    "Delivery",
    "DeliveryBatch",
    "DocumentKind",
    "DoorPlate",
    "FollowUp",
    "HandedTo",
    "Household",
    "HouseholdKind",
    "HouseholdStanding",
    "Housing",
    "ImportChange",
    "ImportFinding",
    "MatchSuggestion",
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
    "Relation",
    "ResidenceKind",
    "Resident",
    "Round",
    "RoundStop",
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
    "Visit",
    "VisitCorrection",
    "VisitQuestion",
    "VisitRule",
    "Weekday",
]
