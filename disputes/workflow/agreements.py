"""The life of an agreement, of what is owed by it, and of its confirmation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.workflow.mediation import AgreementStatus, ObligationStatus


class ObligationKind(TextChoices):
    """What is owed, in one word: lists say no more."""

    PAY = "pay", _("Pay")
    RETURN = "return", _("Give back")
    REPAIR = "repair", _("Repair or restore")
    DO = "do", pgettext_lazy("obligation", "Do something")
    REFRAIN = "refrain", _("Refrain from something")
    APOLOGISE = "apologise", _("Apologise")


class BreachAnswer(TextChoices):
    """What the officer chose after an agreement was broken; never chosen silently."""

    TAKEN_UP = "taken_up", _("The dispute is taken up again")
    TOLD = "told", _("The parties were told that they may sue")


class Signer(TextChoices):
    """As whom somebody signs an agreement."""

    PARTY = "party", _("Party")
    MEDIATOR = "mediator", _("Mediator")
    OFFICER = "officer", pgettext_lazy("signer", "Officer")
    SEAL = "seal", _("Seal of the committee")


class SignedHow(TextChoices):
    SCREEN = "screen", _("On the screen")
    PAPER = "paper", _("On paper, scanned")
    FINGERPRINT = "fingerprint", _("Fingerprint on paper")
    SEAL = "seal", pgettext_lazy("signed", "Seal on paper")


class ConfirmationStatus(TextChoices):
    """Where a joint application to the court stands."""

    APPLIED = "applied", pgettext_lazy("confirmation", "Applied for")
    ACCEPTED = "accepted", pgettext_lazy("confirmation", "Accepted by the court")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("confirmation", "Not accepted")
    CONFIRMED = "confirmed", pgettext_lazy("confirmation", "Confirmed")
    REJECTED = "rejected", pgettext_lazy("confirmation", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("confirmation", "Withdrawn")


class Obstacle(TextChoices):
    """Why a court would not accept or would reject an application (民诉法解释 355, 358)."""

    WRONG_COURT = "wrong_court", _("Another court is competent, or none")
    IDENTITY = (
        "identity",
        _("It confirms marriage, parentage, adoption or another identity relation"),
    )
    SPECIAL = (
        "special",
        _("It needs another special procedure, a public notice or bankruptcy"),
    )
    TITLE = "title", _("It confirms title to property or intellectual property")
    UNLAWFUL = "unlawful", _("It breaks a mandatory rule of law")
    HARMS_OTHERS = "harms_others", _("It harms the state, the public or others")
    PUBLIC_ORDER = "public_order", _("It offends public order and good morals")
    UNWILLING = "unwilling", _("A party did not agree of their own will")
    UNCLEAR = "unclear", _("What is owed cannot be clearly told")


CONFIRMATION_STANDS = (
    ConfirmationStatus.APPLIED,
    ConfirmationStatus.ACCEPTED,
    ConfirmationStatus.CONFIRMED,
)
CONFIRMATION_OPEN = frozenset({ConfirmationStatus.APPLIED, ConfirmationStatus.ACCEPTED})
AGREEMENT_MOVES = {
    AgreementStatus.DRAFT: {
        AgreementStatus.EFFECTIVE,
        AgreementStatus.KEPT,
        AgreementStatus.VOID,
    },
    AgreementStatus.EFFECTIVE: {
        AgreementStatus.KEPT,
        AgreementStatus.BROKEN,
        AgreementStatus.VOID,
    },
    # Kept after all, before the dispute was taken up again.
    AgreementStatus.BROKEN: {AgreementStatus.KEPT, AgreementStatus.VOID},
    AgreementStatus.KEPT: set(),
    AgreementStatus.VOID: set(),
}
OBLIGATION_MOVES = {
    ObligationStatus.OPEN: {
        ObligationStatus.KEPT,
        ObligationStatus.BROKEN,
        ObligationStatus.WAIVED,
    },
    ObligationStatus.BROKEN: {ObligationStatus.KEPT, ObligationStatus.WAIVED},
    ObligationStatus.KEPT: set(),
    ObligationStatus.WAIVED: set(),
}
CONFIRMATION_MOVES = {
    ConfirmationStatus.APPLIED: {
        ConfirmationStatus.ACCEPTED,
        ConfirmationStatus.NOT_ACCEPTED,
        ConfirmationStatus.WITHDRAWN,
    },
    ConfirmationStatus.ACCEPTED: {
        ConfirmationStatus.CONFIRMED,
        ConfirmationStatus.REJECTED,
        ConfirmationStatus.WITHDRAWN,
    },
}


def allows(moves: dict, current: str, target: TextChoices) -> bool:
    """May a record in this status become the other?"""
    return target in moves.get(type(target)(current), set())
