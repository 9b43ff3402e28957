"""The life of an alert on its way to one audience, and why one is held back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    """How a group is reached; what has no interface is handed over by a person."""

    WECHAT = "wechat", _("WeChat group, text handed over")
    WORK_CHAT = "work_chat", _("Work-chat group")
    MAIL = "mail", _("Mail")
    SMS = "sms", _("SMS gateway")
    BOARD = "board", _("Notice board, poster")


BY_MACHINE = frozenset({Channel.WORK_CHAT, Channel.MAIL, Channel.SMS})
BY_HAND = frozenset(Channel.values) - BY_MACHINE


class SendingStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("sending", "Planned")
    TO_HAND = "to_hand", pgettext_lazy("sending", "To be handed over")
    SENT = "sent", pgettext_lazy("sending", "Sent")
    HELD = "held", pgettext_lazy("sending", "Held back")
    FAILED = "failed", pgettext_lazy("sending", "Not taken")
    # A worker died, or the line broke, while it went out: a person looks.
    UNSURE = "unsure", pgettext_lazy("sending", "Perhaps sent")
    CANCELLED = "cancelled", pgettext_lazy("sending", "Called off")


class HeldBy(TextChoices):
    """Why something is held back (精准滴灌: targeted, not flooded)."""

    AUDIENCE_CAP = "audience_cap", _("this group has had enough for the period")
    PERSON_CAP = "person_cap", _("most of its people had enough through other groups")
    QUIET_HOURS = "quiet_hours", _("quiet hours")
    HOLIDAY = "holiday", _("public holiday")


# These only wait for their hour; a cap holds for good unless somebody overrides it.
WAITS = frozenset({HeldBy.QUIET_HOURS, HeldBy.HOLIDAY})
CAPS = frozenset(HeldBy) - WAITS
# While one of these stands, the alert is on its way.
OPEN = frozenset(
    {
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.FAILED,
        SendingStatus.UNSURE,
    }
)
# It reached the group, or will have: this many count against the caps.
COUNTED = frozenset(
    {
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.SENT,
        SendingStatus.UNSURE,
    }
)
# Overridden, what waits for its hour is planned anew; what a person hands over goes
# straight into their hands.
TRANSITIONS = {
    SendingStatus.PLANNED: {
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.SENT,
        SendingStatus.HELD,
        SendingStatus.FAILED,
        SendingStatus.UNSURE,
        SendingStatus.CANCELLED,
    },
    SendingStatus.TO_HAND: {SendingStatus.SENT, SendingStatus.CANCELLED},
    SendingStatus.HELD: {
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.CANCELLED,
    },
    SendingStatus.FAILED: {
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.CANCELLED,
    },
    SendingStatus.UNSURE: {
        SendingStatus.SENT,
        SendingStatus.PLANNED,
        SendingStatus.TO_HAND,
        SendingStatus.CANCELLED,
    },
    SendingStatus.SENT: set(),
    SendingStatus.CANCELLED: set(),
}


def allows(current: str, target: SendingStatus) -> bool:
    """May a sending in this status become the other?"""
    return target in TRANSITIONS[SendingStatus(current)]


INTERRUPTED = "interrupted"  # what went wrong where a worker stopped on the way
# Why, in figures; the figures are kept, the words are the reader's.
WHY = {
    HeldBy.AUDIENCE_CAP: _(
        "%(count)s alerts within %(days)s days; the limit is %(cap)s"
    ),
    HeldBy.PERSON_CAP: _(
        "%(people)s of %(of)s people had %(cap)s alerts or more within %(days)s days"
    ),
    HeldBy.QUIET_HOURS: _("quiet from %(begins)s until %(ends)s"),
    HeldBy.HOLIDAY: _("%(day)s is a public holiday (%(name)s)"),
}


def why(held_by: str, figures: dict) -> str:
    """Why one is held back, with its figures."""
    if not held_by or not figures:
        return ""
    return str(WHY[HeldBy(held_by)]) % figures
