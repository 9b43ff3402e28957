"""What a call can be: the codes the labelled files and the office's own exports use."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallKind(TextChoices):
    DISPUTE = "dispute", _("Dispute")
    FRAUD = "fraud", pgettext_lazy("call", "Fraud")
    OTHER = "other", pgettext_lazy("call", "Neither")


class Quarrel(TextChoices):
    """The fields of disputes, as the intake names them too."""

    NEIGHBOUR = "neighbour", _("Neighbours")
    LAND = "land_boundary", _("Land boundary")
    WATER_LAND = "water_land", _("Water and land use")
    FAMILY = "family", _("Family")
    MARRIAGE = "marriage", _("Marriage and love")
    DEBT = "debt", _("Debt")
    WAGES = "wages", _("Wages")
    PARKING = "parking", _("Parking")
    TENANCY = "tenancy", _("Tenancy")
    PROPERTY = "property_management", _("Property management")
    BUSINESS = "business", _("Business")
    CONSUMER = "consumer", _("Consumers")
    MEDICAL = "medical", _("Medical")
    OTHER = "other", _("Other quarrels")


class Scam(TextChoices):
    """The ways people are defrauded, the national list and the rest."""

    CUSTOMER_SERVICE = "customer_service", _("Posing as shop or courier service")
    BRUSHING = "brushing", _("Fake-order rebates")
    POLICE = "impersonate_police", _("Posing as police or government")
    INVESTMENT = "fake_investment", _("False online investment")
    ROMANCE = "romance_investment", _("Online dating")
    LOAN = "fake_loan", _("False loans")
    SHOPPING = "fake_shopping", _("False shopping and services")
    GAMES = "game_trade", _("False trade in games")
    ACQUAINTANCE = "impersonate_acquaintance", _("Posing as a superior or friend")
    CREDIT = "fake_credit", _("False credit record")
    OTHER = "other", _("Other fraud")


class Sign(TextChoices):
    """Signs of danger, in the order of their weight."""

    WEAPON = "weapon", _("Weapon")
    SELF_HARM = "self_harm", _("Self-harm")
    THREAT = "threat", _("Threat")
    VIOLENCE = "violence", _("Violence")
    CROWD = "crowd", _("Crowd")
    REPEAT = "repeat", _("Again and again")


class Target(TextChoices):
    """What a term votes on."""

    KIND = "kind", _("Kind of call")
    FIELD = "field", _("Kind of quarrel")
    SCAM = "scam", _("Scam type")
    DANGER = "danger", _("Sign of danger")


class CallStatus(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("call", "To be decided")
    CONFIRMED = "confirmed", pgettext_lazy("call", "Confirmed")
    CORRECTED = "corrected", pgettext_lazy("call", "Corrected")
    REJECTED = "rejected", pgettext_lazy("call", "Put aside")


CODES = {
    Target.KIND: CallKind,
    Target.FIELD: Quarrel,
    Target.SCAM: Scam,
    Target.DANGER: Sign,
}
DECIDED = (CallStatus.CONFIRMED, CallStatus.CORRECTED, CallStatus.REJECTED)
# Heavier signs stand further up in the queue.
RANK = {
    Sign.WEAPON: 8,
    Sign.SELF_HARM: 8,
    Sign.THREAT: 4,
    Sign.VIOLENCE: 3,
    Sign.CROWD: 3,
    Sign.REPEAT: 1,
}


def rank_of(dangers) -> int:
    """How urgent a call with these signs is."""
    return sum(RANK[Sign(code)] for code in dangers)
