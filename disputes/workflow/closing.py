"""What is asked after the mediation: going back, review, and the end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Occasion(TextChoices):
    """Why one goes back to the parties."""

    NEXT_DAY = "next_day", _("The next day")
    LATER = "later", pgettext_lazy("going back", "Later")
    EXTRA = "extra", pgettext_lazy("going back", "Once more")


class Performance(TextChoices):
    NOTHING_OWED = "nothing_owed", _("Nothing was owed")
    KEPT = "kept", pgettext_lazy("agreement", "Kept")
    PARTLY = "partly", _("Kept in part")
    NOT_KEPT = "not_kept", _("Not kept")


class Satisfaction(TextChoices):
    SATISFIED = "satisfied", _("Satisfied")
    PARTLY = "partly", _("Satisfied in part")
    NOT_SATISFIED = "not_satisfied", _("Not satisfied")


class Channel(TextChoices):
    """Where the outcome is made known, always without names."""

    NOT_PUBLISHED = "not_published", _("Not published")
    BOARD = "board", _("Village notice board")
    GROUP = "group", _("Residents' chat group")
    MEETING = "meeting", _("Residents' meeting")
    BROADCAST = "broadcast", _("Village loudspeaker")
