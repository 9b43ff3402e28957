"""Fraud cases: how the fraudster reached the victim, and what came of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactWay(TextChoices):
    """The channel through which the fraudster came (涉诈渠道)."""

    PHONE = "phone", _("Phone call")
    SMS = "sms", _("Text message")
    CHAT = "chat", _("WeChat, QQ or another chat")
    SHORT_VIDEO = "short_video", _("Short-video platform")
    SHOPPING = "shopping", _("Shopping platform")
    DATING = "dating", _("Dating platform")
    GAME = "game", _("Game")
    APP = "app", _("Strange app or web page")
    IN_PERSON = "in_person", _("In person")
    PARCEL = "parcel", _("Parcel or flyer")
    UNKNOWN = "unknown", pgettext_lazy("channel of a fraud", "Not known")


class Outcome(TextChoices):
    """Was the money stopped?"""

    LOST = "lost", pgettext_lazy("fraud case", "Money lost")
    PARTLY = "partly", pgettext_lazy("fraud case", "Partly stopped")
    STOPPED = "stopped", pgettext_lazy("fraud case", "Stopped in full")
    ATTEMPT = "attempt", pgettext_lazy("fraud case", "Attempt, nothing lost")


class CaseSource(TextChoices):
    CALL = "call", pgettext_lazy("fraud case", "Call record")
    STATISTICS = "statistics", pgettext_lazy("fraud case", "Police statistics")
    HAND = "hand", pgettext_lazy("fraud case", "Entered by hand")


class CaseStatus(TextChoices):
    OPEN = "open", pgettext_lazy("fraud case", "Being worked on")
    CLOSED = "closed", pgettext_lazy("fraud case", "Ended")
    VOID = "void", pgettext_lazy("fraud case", "Struck out: no fraud")


TRANSITIONS = {
    CaseStatus.OPEN: {CaseStatus.CLOSED, CaseStatus.VOID},
    CaseStatus.CLOSED: {CaseStatus.OPEN, CaseStatus.VOID},
    CaseStatus.VOID: {CaseStatus.OPEN},
}


def allows(current: str, target: CaseStatus) -> bool:
    """May a case in this status become the other?"""
    return target in TRANSITIONS[CaseStatus(current)]
