"""Where the need for patrols comes from, and how the week is counted."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from patrols.workflow import rosters


class NeedSource(TextChoices):
    CALL = "call", pgettext_lazy("need", "Each call to the desk")
    FINDING = "finding", pgettext_lazy("need", "Each finding of a patrol")
    OWN = "own", pgettext_lazy("need", "Hours set by the chief")


EVERY_DAY = tuple(range(7))  # Monday is 0
HOURS = 24
WEEK_HOURS = 7 * HOURS
# Minutes of patrol, unless the station has set its own.
USUAL = {NeedSource.CALL: 60, NeedSource.FINDING: 30}
WEEKDAYS = tuple(label for _day, label in rosters.WEEKDAYS)
