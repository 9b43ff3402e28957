"""How often the figures may cry wolf: set by the nearest area, else as usual."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from antifraud.models import WaveSetting
from antifraud.waves import method
from station.models import Area
from station.models.area import STEP


@dataclass(frozen=True)
class Rules:
    """What holds at a place."""

    a_year: Decimal = Decimal("0.50")
    least: int = 3
    quiet_days: int = 28

    @property
    def rare(self) -> dict[int, float]:
        """How rare a count must be, for each look back."""
        return method.limits(float(self.a_year))


NAMES = tuple(Rules.__dataclass_fields__)
USUAL = Rules()


def of(row: WaveSetting) -> Rules:
    return Rules(**{name: getattr(row, name) for name in NAMES})


class RuleBook:
    """What holds at many places, read once."""

    def __init__(self, areas: Iterable[Area]) -> None:
        above = {path for area in areas for path in area.path_above}
        rows = WaveSetting.objects.filter(area__path__in=above).select_related("area")
        self._set = {row.area.path: of(row) for row in rows}

    def at(self, path: str) -> Rules:
        """The nearest area's setting."""
        ends = range(len(path), 0, -STEP)
        found = (self._set.get(path[:end]) for end in ends)
        return next((rules for rules in found if rules), USUAL)


def rules_of(area: Area) -> Rules:
    return RuleBook([area]).at(area.path)
