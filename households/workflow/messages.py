"""The life of what residents send, and of what other offices are asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageKind(TextChoices):
    """The plain message and those of the five promises that are answered in writing."""

    MESSAGE = "message", _("Message")
    QUESTION = "question", _("Policy question")
    DISTRESS = "distress", _("Help in distress")
    ADVICE = "advice", pgettext_lazy("message", "Prevention advice")
    TIP = "tip", _("Tip")


class Topic(TextChoices):
    """What a question or a wish for advice is about."""

    HUKOU = "hukou", _("Household registration")
    ID_CARD = "id_card", _("ID card")
    RESIDENCE = "residence", _("Residence permit")
    VEHICLE = "vehicle", _("Vehicle and licence")
    TRAVEL = "travel", _("Passport and travel")
    FRAUD = "fraud", _("Fraud")
    THEFT = "theft", _("Theft")
    FIRE = "fire", _("Fire and gas")
    CHILDREN = "children", _("Children and school")
    ELDERLY = "elderly", _("Elderly people")
    OTHER = "other", _("Something else")


TOPICS = {
    MessageKind.QUESTION: (
        Topic.HUKOU,
        Topic.ID_CARD,
        Topic.RESIDENCE,
        Topic.VEHICLE,
        Topic.TRAVEL,
        Topic.OTHER,
    ),
    MessageKind.ADVICE: (
        Topic.FRAUD,
        Topic.THEFT,
        Topic.FIRE,
        Topic.CHILDREN,
        Topic.ELDERLY,
        Topic.OTHER,
    ),
}


class MessageStatus(TextChoices):
    NEW = "new", pgettext_lazy("message", "New")
    PAUSED = "paused", _("Waiting for the sender")
    REFERRED = "referred", _("With another office")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    MERGED = "merged", _("Joined to another")


class Satisfaction(TextChoices):
    SATISFIED = "satisfied", _("Satisfied")
    SO_SO = "so_so", _("So-so")
    NOT = "not", _("Not satisfied")


class LimitUnit(TextChoices):
    """How the time of an answer is counted."""

    WORKING_DAYS = "days", _("working days")
    WORKING_HOURS = "hours", _("working hours")
    CLOCK_HOURS = "clock", _("hours, day and night")


class ReferralStatus(TextChoices):
    WAITING = "waiting", _("Waiting for their answer")
    ANSWERED = "answered", _("Answer came back")
    WITHDRAWN = "withdrawn", _("Taken back")
    RETURNED = "returned", _("Sent back to the station")


class OfficeKind(TextChoices):
    HOTLINE = "hotline", _("12345 hotline")
    VILLAGE = "village", _("Village or community committee")
    TOWNSHIP = "township", _("Township government")
    JUSTICE = "justice", _("Justice office")
    FIRE = "fire", _("Fire and rescue")
    HEALTH = "health", _("Health service")
    EDUCATION = "education", _("School or education office")
    CIVIL = "civil", _("Civil affairs")
    UTILITY = "utility", _("Water, power or gas")
    POLICE = "police", _("Another police unit")
    OTHER = "other", _("Other office")


OPEN = (MessageStatus.NEW, MessageStatus.PAUSED, MessageStatus.REFERRED)
STOPPED = (MessageStatus.PAUSED, MessageStatus.REFERRED)
SETTLED = (MessageStatus.ANSWERED, MessageStatus.CLOSED)
TRANSITIONS = {
    MessageStatus.NEW: {
        MessageStatus.PAUSED,
        MessageStatus.REFERRED,
        MessageStatus.ANSWERED,
        MessageStatus.CLOSED,
        MessageStatus.MERGED,
    },
    MessageStatus.PAUSED: {
        MessageStatus.NEW,
        MessageStatus.REFERRED,
        MessageStatus.ANSWERED,
        MessageStatus.CLOSED,
        MessageStatus.MERGED,
    },
    MessageStatus.REFERRED: {MessageStatus.NEW, MessageStatus.CLOSED},
    MessageStatus.ANSWERED: {MessageStatus.NEW, MessageStatus.CLOSED},
    MessageStatus.CLOSED: {MessageStatus.NEW},
    MessageStatus.MERGED: {MessageStatus.NEW},
}


def allows(current: str, target: MessageStatus) -> bool:
    """May a matter in this state come into the other?"""
    return target in TRANSITIONS[MessageStatus(current)]
