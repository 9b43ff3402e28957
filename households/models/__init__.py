"""The register, the visits and what follows from them: one file a concept."""

from households.models.address import Address
from households.models.campaign import Campaign
from households.models.card import CardHandover, ContactCard
from households.models.crop_season import CropSeason
from households.models.follow_up import FollowUp
from households.models.household import Household, HouseholdStanding
from households.models.housing import Housing, Tenure
from households.models.message import Message, MessageKind, MessageReply
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
    "Campaign",
    "CardHandover",
    "CareKind",
    "ContactCard",
    "CropSeason",
    "FollowUp",
    "Household",
    "HouseholdKind",
    "HouseholdStanding",
    "Housing",
    "ImportChange",
    "ImportFinding",
    "MatchSuggestion",
    "Message",
    "MessageKind",
    "MessageReply",
    "Outcome",
    "PastResidence",
    "Purpose",
    "QuestionKind",
    "Reason",
    "RegisterImport",
    "Relation",
    "ResidenceKind",
    "Resident",
    "Round",
    "RoundStop",
    "Tenure",
    "Unit",
    "UnitKind",
    "Visit",
    "VisitCorrection",
    "VisitQuestion",
    "VisitRule",
]
