"""The register, the visits and what follows from them: one file a concept."""

from households.models.address import Address
from households.models.card import CardHandover, ContactCard
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
from households.models.unit import Unit, UnitKind
from households.models.visit import (
    Advice,
    Outcome,
    Purpose,
    Visit,
    VisitCorrection,
)

__all__ = [
    "Address",
    "Advice",
    "CardHandover",
    "CareKind",
    "ContactCard",
    "FollowUp",
    "Household",
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
    "RegisterImport",
    "Relation",
    "ResidenceKind",
    "Resident",
    "Tenure",
    "Unit",
    "UnitKind",
    "Visit",
    "VisitCorrection",
]
