"""The life of a dispute from the first hint to its end, on one screen."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    REPORTED = "reported", _("Reported")
    TAKEN_UP = "taken_up", _("Taken up")
    ENDED = "ended", _("Concluded")


class Outcome(TextChoices):
    """How a dispute can end; every one ends somewhere."""

    SETTLED = "settled", _("Settled by mediation")
    FAILED = "failed", _("Not settled, told of other ways")
    WITHDRAWN = "withdrawn", _("Withdrawn by the parties")
    PASSED_ON = "passed_on", _("Handed to another office")
    NO_DISPUTE = "no_dispute", _("No dispute after all")


class Source(TextChoices):
    VISIT = "visit", _("Visit")
    MESSAGE = "message", _("Message from a resident")
    CALL = "call", _("110 call")
    GRID_WORKER = "grid_worker", _("Grid worker")
    WALK_IN = "walk_in", _("Walk-in")
    INSPECTION = "inspection", _("Inspection")


class Field(TextChoices):
    """What the quarrel is about."""

    NEIGHBOUR = "neighbour", _("Neighbours")
    LAND = "land", _("Land boundary")
    FAMILY = "family", _("Family")
    MARRIAGE = "marriage", _("Marriage and love")
    DEBT = "debt", _("Debt")
    WAGES = "wages", _("Wages")
    PARKING = "parking", _("Parking")
    CONSUMER = "consumer", _("Consumers")
    MEDICAL = "medical", _("Medical")
    OTHER = "other", _("Other quarrels")


class Grade(IntegerChoices):
    """Five grades; the fifth is the gravest."""

    ONE = 1, _("Grade one")
    TWO = 2, _("Grade two")
    THREE = 3, _("Grade three")
    FOUR = 4, _("Grade four")
    FIVE = 5, _("Grade five")


class Side(TextChoices):
    ONE = "one", _("One side")
    OTHER = "other", _("Other side")
    THIRD = "third", _("Otherwise concerned")


TRANSITIONS = {
    Status.REPORTED: {Status.TAKEN_UP, Status.ENDED},
    Status.TAKEN_UP: {Status.ENDED},
    Status.ENDED: {Status.TAKEN_UP},  # broken agreements and new quarrels
}
OPEN = frozenset({Status.REPORTED, Status.TAKEN_UP})


def allows(current: str, target: str) -> bool:
    """May a dispute in this status become the other?"""
    return target in TRANSITIONS[Status(current)]
