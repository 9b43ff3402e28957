"""Maps without a map server: positions on a picture, north up."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, floor, log10, radians

WIDE = 1000  # units of the picture
ROOM = 40
FOOT = 60  # more room below, where the bar stands
FLATTEST = 300  # units: no picture is a strip
NEAREST = 0.002  # degrees: some two hundred metres fill the picture at least
DEGREE = 111_195  # metres
LONGEST_BAR = 250  # units

Position = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class Bar:
    """How long so many metres are in the picture."""

    metres: int
    units: float


class Frame:
    """What part of the world a picture shows."""

    def __init__(self, positions: Iterable[Position]) -> None:
        found = list(positions)
        south, north = min(p[0] for p in found), max(p[0] for p in found)
        west, east = min(p[1] for p in found), max(p[1] for p in found)
        self._slim = cos(radians((south + north) / 2))
        across, up = (east - west) * self._slim, north - south
        self._scale = (WIDE - 2 * ROOM) / max(across, up, NEAREST)
        drawn = max(FLATTEST, round(up * self._scale) + 2 * ROOM)
        self.high = drawn + FOOT
        # What is smaller than the picture stands in its middle.
        self._left = (WIDE - across * self._scale) / 2
        self._top = (drawn - up * self._scale) / 2
        self._west, self._north = west, north

    def at(self, latitude: float, longitude: float) -> Position:
        """Where a position stands in the picture."""
        x = self._left + (longitude - self._west) * self._slim * self._scale
        return round(x, 1), round(self._top + (self._north - latitude) * self._scale, 1)

    def line(self, positions: Iterable[Position], *, step: float = 1) -> str:
        """The corners of a line, those left out that nobody could tell apart."""
        found: list[Position] = []
        for latitude, longitude in positions:
            here = self.at(latitude, longitude)
            if not found or max(_apart(here, found[-1])) >= step:
                found.append(here)
        return " ".join(f"{x},{y}" for x, y in found)

    @property
    def bar(self) -> Bar:
        """One, two or five times a power of ten, as long as the picture allows."""
        most = LONGEST_BAR * DEGREE / self._scale
        power = 10 ** floor(log10(most))
        metres = max(n * power for n in (1, 2, 5) if n * power <= most)
        return Bar(round(metres), round(metres / DEGREE * self._scale, 1))


def _apart(one: Position, two: Position) -> Position:
    return abs(one[0] - two[0]), abs(one[1] - two[1])
