"""What a patrol is made of: points, ways of checking in, what looks odd."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PointKind(TextChoices):
    """What kind of place a patrol point is."""

    STREET = "street", _("Street or market")
    STATION = "station", pgettext_lazy("patrol point", "Metro or bus station")
    SCHOOL = "school", _("School gate")
    PARK = "park", _("Park or square")
    ESTATE = "estate", _("Housing estate")
    FIELD = "field", pgettext_lazy("patrol point", "Field")
    FOREST = "forest", pgettext_lazy("patrol point", "Forest")
    WATER = "water", _("Water's edge")
    OTHER = "other", pgettext_lazy("patrol point", "Another place")


class Way(TextChoices):
    """How somebody checked in."""

    SCAN = "scan", _("Scanned the point's code")
    POSITION = "position", _("By position")
    CAPTAIN = "captain", _("Confirmed by the captain")


class Doubt(TextChoices):
    """What looks odd about a check-in: shown, never punished by itself."""

    FAR = "far", _("far from the point")
    VAGUE = "vague", _("position too vague")
    NO_POSITION = "no_position", _("without a position")
    OLD_CODE = "old_code", _("code of the screen no longer valid")
    NO_SECOND = "no_second", _("nothing but the paper code")
    CLOCK = "clock", _("clock of the phone is wrong")
    TOO_FAST = "too_fast", _("too fast from the point before")
    LATE = "late", _("sent long after")
    OUTSIDE = "outside", _("outside the shift")


class PatrolEnd(TextChoices):
    SELF = "self", pgettext_lazy("patrol", "Checked out")
    SHIFT = "shift", pgettext_lazy("patrol", "Ended with the shift")
    CAPTAIN = "captain", pgettext_lazy("patrol", "Ended by the captain")
