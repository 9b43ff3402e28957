"""Who mediators are, how one is chosen, and what committees are made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Background(TextChoices):
    """Where a mediator comes from, as people in the village know it."""

    RETIRED_CADRE = "retired_cadre", _("Retired cadre")
    LAWYER = "lawyer", _("Lawyer")
    VILLAGE_ELDER = "village_elder", _("Village elder")
    BLOCK_SECURITY_LEAD = "block_security_lead", _("Block security lead")
    FIVE_ELDERS = "five_elders", _("One of the five kinds of elders")
    COMMUNITY_WORKER = "community_worker", _("Community worker")
    POLICE = "police", _("Police officer")
    OTHER = "other", pgettext_lazy("background", "Another background")


class TieKind(TextChoices):
    """What stands between a mediator and a fair hearing."""

    KIN = "kin", _("Relative")
    NEIGHBOUR = "neighbour", pgettext_lazy("tie", "Neighbour")
    EMPLOYER = "employer", _("Employer")
    OTHER = "other", pgettext_lazy("tie", "Another tie")


class Chosen(TextChoices):
    """How a mediator came to a dispute."""

    PROPOSED = "proposed", _("First of the proposal")
    OVERRIDE = "override", _("Another than proposed")
    PARTIES = "parties", _("Chosen by the parties")


class Left(TextChoices):
    """How an assignment ended before the dispute did."""

    RELEASED = "released", _("Released")
    REPLACED = "replaced", pgettext_lazy("assignment", "Replaced")
    RECUSED = "recused", _("Stepped back")
    OBJECTED = "objected", _("A party objected")


class CommitteeKind(TextChoices):
    PEOPLE = "people", _("People's mediation committee")
    STATION = "station", _("Station's mediation committee")


class Seat(TextChoices):
    """For whom a member sits on a committee."""

    OFFICER = "officer", pgettext_lazy("seat", "Officer")
    LAWYER = "lawyer", _("Lawyer")
    MEDIATOR = "mediator", _("Community mediator")
    RESIDENTS = "residents", _("Residents' representative")
    CADRE = "cadre", _("Village or community cadre")


class Sex(TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
