"""Outreach (宣传活动): its kinds and topics, and the life of an event."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutreachKind(TextChoices):
    TALK = "talk", pgettext_lazy("outreach", "Talk")
    STALL = "stall", pgettext_lazy("outreach", "Stall")
    DOOR_TO_DOOR = "door_to_door", _("Door to door")
    SCHOOL_YARD = "school_yard", _("School yard lesson")
    PERFORMANCE = "performance", pgettext_lazy("outreach", "Performance")
    ONLINE = "online", pgettext_lazy("outreach", "Online")


class Topic(TextChoices):
    FRAUD = "fraud", pgettext_lazy("outreach topic", "Against fraud")
    BULLYING = "bullying", pgettext_lazy("outreach topic", "Against bullying")
    THEFT = "theft", pgettext_lazy("outreach topic", "Against theft")
    FIRE = "fire", pgettext_lazy("outreach topic", "Fire safety")
    TRAFFIC = "traffic", pgettext_lazy("outreach topic", "Road safety")
    DRUGS = "drugs", pgettext_lazy("outreach topic", "Against drugs")
    GAMBLING = "gambling", pgettext_lazy("outreach topic", "Against gambling")
    LAW = "law", pgettext_lazy("outreach topic", "Law and rules")
    OTHER = "other", pgettext_lazy("outreach topic", "Something else")


class OutreachStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("outreach", "Planned")
    DONE = "done", pgettext_lazy("outreach", "Held")
    CANCELLED = "cancelled", pgettext_lazy("outreach", "Called off")


TRANSITIONS = {
    OutreachStatus.PLANNED: {OutreachStatus.DONE, OutreachStatus.CANCELLED},
    OutreachStatus.CANCELLED: {OutreachStatus.PLANNED},
    OutreachStatus.DONE: set(),  # what was told is set right, not undone
}

ICONS = {
    OutreachKind.TALK: "speakerphone",
    OutreachKind.STALL: "building-store",
    OutreachKind.DOOR_TO_DOOR: "door-enter",
    OutreachKind.SCHOOL_YARD: "school",
    OutreachKind.PERFORMANCE: "confetti",
    OutreachKind.ONLINE: "world",
}


def allows(current: str, target: str) -> bool:
    """May an event go from one state to the other?"""
    return target in TRANSITIONS[OutreachStatus(current)]
