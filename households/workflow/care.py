"""The lives of care plans, liaison, alliances and key points, on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CareStatus(TextChoices):
    ACTIVE = "active", pgettext_lazy("care", "Cared for")
    PAUSED = "paused", pgettext_lazy("care", "Paused")
    ENDED = "ended", pgettext_lazy("care", "Ended")


CARE_MOVES = {
    CareStatus.ACTIVE: {CareStatus.PAUSED, CareStatus.ENDED},
    CareStatus.PAUSED: {CareStatus.ACTIVE, CareStatus.ENDED},
    CareStatus.ENDED: set(),
}
LIVE = (CareStatus.ACTIVE, CareStatus.PAUSED)


class Holiday(TextChoices):
    """The holidays before which one looks in."""

    SPRING = "spring", _("Spring Festival")
    LANTERN = "lantern", _("Lantern Festival")
    DRAGON_BOAT = "dragon_boat", _("Dragon Boat Festival")
    CHILDREN = "children", _("Children's Day")
    MID_AUTUMN = "mid_autumn", _("Mid-Autumn Festival")
    DOUBLE_NINTH = "double_ninth", _("Double Ninth Festival")
    NATIONAL = "national", _("National Day")
    NEW_YEAR = "new_year", _("New Year")


class HelperRole(TextChoices):
    """Who else looks after somebody."""

    NEIGHBOUR = "neighbour", _("Neighbour")
    RELATIVE = "relative", _("Relative")
    COMMUNITY_WORKER = "worker", _("Community worker")
    GRID_WORKER = "grid_worker", _("Grid worker")
    OTHER = "other", pgettext_lazy("helper", "Somebody else")


class ContactWay(TextChoices):
    """How one was in touch."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    CHAT = "chat", _("by chat")
    MEETING = "meeting", _("at a meeting")
    HELPER = "helper", _("through a neighbour or relative")


class ConsentWay(TextChoices):
    """How a guardian agreed."""

    PAPER = "paper", _("signed on paper")
    SCREEN = "screen", _("signed on the screen")


class Rhythm(TextChoices):
    """How often one is in touch, in working days."""

    DAILY = "daily", _("every working day")
    TWICE = "twice", _("every second working day")
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")


WORKING_DAYS = {
    Rhythm.DAILY: 1,
    Rhythm.TWICE: 2,
    Rhythm.WEEKLY: 5,
    Rhythm.FORTNIGHTLY: 10,
    Rhythm.MONTHLY: 21,
}
