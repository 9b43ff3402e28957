"""The lives of follow-ups, contact cards and messages, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FollowUpStatus(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class CardStatus(TextChoices):
    ACTIVE = "active", _("Valid")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class MessageStatus(TextChoices):
    NEW = "new", pgettext_lazy("message", "New")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


TRANSITIONS = {
    FollowUpStatus.OPEN: {FollowUpStatus.DONE, FollowUpStatus.CANCELLED},
    FollowUpStatus.DONE: {FollowUpStatus.OPEN},  # ticked by mistake, ten minutes long
    FollowUpStatus.CANCELLED: set(),
    CardStatus.ACTIVE: {CardStatus.REPLACED, CardStatus.REVOKED},
    CardStatus.REPLACED: set(),
    CardStatus.REVOKED: set(),
    MessageStatus.NEW: {MessageStatus.ANSWERED, MessageStatus.CLOSED},
    MessageStatus.ANSWERED: {MessageStatus.NEW, MessageStatus.CLOSED},
    MessageStatus.CLOSED: set(),
}


def allows(current: TextChoices, target: TextChoices) -> bool:
    """May a record in this status become the other?"""
    return target in TRANSITIONS[type(target)(current)]
