"""The lives of follow-ups and contact cards, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FollowUpStatus(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class CardStatus(TextChoices):
    ACTIVE = "active", _("Valid")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


# By class: members of two enums with the same word are one key of a dictionary.
TRANSITIONS = {
    FollowUpStatus: {
        FollowUpStatus.OPEN: {FollowUpStatus.DONE, FollowUpStatus.CANCELLED},
        FollowUpStatus.DONE: {FollowUpStatus.OPEN},  # by mistake, ten minutes long
        FollowUpStatus.CANCELLED: set(),
    },
    CardStatus: {
        CardStatus.ACTIVE: {CardStatus.REPLACED, CardStatus.REVOKED},
        CardStatus.REPLACED: set(),
        CardStatus.REVOKED: set(),
    },
}


def allows(current: str, target: TextChoices) -> bool:
    """May a record in this status become the other?"""
    return target in TRANSITIONS[type(target)][current]
