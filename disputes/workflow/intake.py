"""What is asked when a dispute is written down."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.screening.codes import Quarrel, Sign

# Calls are screened for the same: the county adds to these fields.
Field, Danger = Quarrel, Sign


class Source(TextChoices):
    VISIT = "visit", _("Visit")
    MESSAGE = "message", _("Message from a resident")
    CALL = "call", _("110 call")
    GRID_WORKER = "grid_worker", _("Grid worker")
    PARTNER = "partner", _("Partner")
    WALK_IN = "walk_in", _("Walk-in")
    INSPECTION = "inspection", _("Inspection")
    FINDING = "finding", _("Finding of a patrol")


class Grade(IntegerChoices):
    """Five grades; the fifth is the gravest."""

    ONE = 1, _("Grade one")
    TWO = 2, _("Grade two")
    THREE = 3, _("Grade three")
    FOUR = 4, _("Grade four")
    FIVE = 5, _("Grade five")


class Tier(TextChoices):
    """Who mediates: the full-time mediator, the community officer, or many jointly."""

    SIMPLE = "simple", _("Simple")
    GENERAL = "general", _("General")
    MAJOR = "major", _("Major or complex")


class Track(TextChoices):
    """The legal track; empty until the gate was answered."""

    PEOPLE = "people", _("People's mediation")
    PUBLIC_SECURITY = "public_security", _("Public-security mediation")
    JUDICIAL = "judicial", _("Judicial mediation")
    NONE = "none", _("No mediation: advised to go to court")


class Side(TextChoices):
    ONE = "one", _("One side")
    OTHER = "other", _("Other side")
    THIRD = "third", _("Otherwise concerned")


class PartyKind(TextChoices):
    PERSON = "person", pgettext_lazy("party", "Person")
    ORGANISATION = "organisation", _("Organisation")


class PartyRole(TextChoices):
    """What a party is in a public-security case; elsewhere a party is a party."""

    PARTY = "party", _("Party")
    SUSPECT = "suspect", _("Suspected of the violation")
    VICTIM = "victim", _("Victim")
