"""What is asked of the coverage: which place, how many weeks, which figure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import places, working_days
from station.models import Area

DAY = timedelta(days=1)
PERMISSION = "patrol_coverage.view"
WEEKS = (4, 8, 13, 26)


class Show(TextChoices):
    """Which figure the picture and the table show."""

    SHARE = "share", _("Need covered (%)")
    NEED = "need", _("Minutes needed")
    PLANNED = "planned", _("Minutes planned")
    MINUTES = "minutes", _("Minutes on patrol")
    CHECK_INS = "check_ins", pgettext_lazy("coverage", "Check-ins")
    CALLS = "calls", pgettext_lazy("coverage", "Calls")
    FINDINGS = "findings", pgettext_lazy("coverage", "Findings")


@dataclass(frozen=True)
class Asked:
    """A place and the whole weeks until yesterday: every hour came equally often."""

    user: object
    at: datetime
    area: Area
    weeks: int = WEEKS[0]
    show: str = Show.SHARE

    @property
    def until_on(self) -> date:
        return working_days.local_date(self.at) - DAY

    @property
    def from_on(self) -> date:
        return self.until_on - 7 * self.weeks * DAY + DAY

    @property
    def ahead(self) -> tuple[date, date]:
        """The seven days from tomorrow on: what is planned there closes a gap."""
        return self.until_on + 2 * DAY, self.until_on + 8 * DAY


def places_of(user):
    """Where one may ask for the coverage, from the county to the grid."""
    return places.areas_of(user, PERMISSION, places.WIDEST)


def home_of(user) -> Area | None:
    """The place one begins with."""
    return places.home_of(user, PERMISSION)


def near(user, area: Area) -> list[tuple[int, str]]:
    """The places to go on to, as a tree."""
    return places.near(user, PERMISSION, area)
