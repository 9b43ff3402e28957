"""The hours, rest and ages that hold at a place: set by the station, else usual."""

from dataclasses import dataclass
from datetime import time, timedelta

from patrols.models import DutyLimits
from station.models import Area


@dataclass(frozen=True)
class Rules:
    """The limits that hold at a place."""

    hours_a_day: int = 6
    hours_a_week: int = 16
    rest_hours: int = 10
    night_from: time = time(22)
    night_until: time = time(6)
    youngest: int = 16
    notice_hours: int = 12

    @property
    def rest(self) -> timedelta:
        return timedelta(hours=self.rest_hours)

    @property
    def notice(self) -> timedelta:
        return timedelta(hours=self.notice_hours)


NAMES = tuple(Rules.__dataclass_fields__)


def row_of(area: Area) -> DutyLimits | None:
    """The limits set nearest above the area, if any."""
    above = Area.objects.above(area).values("pk")
    rows = DutyLimits.objects.filter(area__in=above).select_related("area")
    return max(rows, key=lambda row: len(row.area.path), default=None)


def rules_of(area: Area) -> Rules:
    """The nearest area's limits hold; where nobody has set any, the usual ones."""
    row = row_of(area)
    return Rules(**{name: getattr(row, name) for name in NAMES}) if row else Rules()
