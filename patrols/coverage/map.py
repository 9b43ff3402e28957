"""The map of a place: its outline, its patrol points and the cells around them.

Drawn by the server as one picture, with no map behind it and from no other host; the
list beside it says the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import h3
from django.db.models import Sum

from patrols.coverage.asking import Asked
from patrols.coverage.tally_sql import DEEDS
from patrols.models import Finding, PatrolPoint, PointHour
from station.drawing import WIDE, Bar, Frame
from station.models import Outline
from station.outlines import Drawn

LEVELS = 5
MOST_POINTS = 500
MOST_NAMED = 60  # more names than that nobody reads on one picture
LETTER, GAP = 24, 14  # units: a letter of a name, and from the point to it


@dataclass
class Spot:
    """A patrol point with how often it was passed and what was found there."""

    point: PatrolPoint
    check_ins: int = 0
    findings: int = 0
    x: float = 0
    y: float = 0
    side: str = ""  # where its name stands; without room only in the list


@dataclass
class Hexagon:
    """A cell of the map: its points' and findings' figures together."""

    cell: str
    check_ins: int = 0
    findings: int = 0
    level: int = 0
    ring: list[tuple[float, float]] = field(default_factory=list)  # latitude, longitude
    corners: str = ""


@dataclass
class Map:
    """What is drawn, and the list that says the same."""

    spots: list[Spot]
    hexagons: list[Hexagon]
    outlines: list[str]
    high: int = 0
    bar: Bar | None = None
    without: int = 0  # points whose position nobody has noted

    @property
    def is_empty(self) -> bool:
        return not (self.hexagons or self.outlines)


def map_of(asked: Asked) -> Map:
    """The cells with their figures, over the weeks asked for."""
    spots = sorted(_spots(asked), key=lambda spot: -spot.check_ins)
    cells = _cells(asked, spots)
    rings = [
        line
        for outline in Outline.objects.around(asked.area)
        for line in Drawn(outline.polygons).lines
    ]
    placed = [spot for spot in spots if spot.point.has_position]
    found = Map(spots, list(cells.values()), [])
    found.without = len(spots) - len(placed)
    _draw(found, placed, rings)
    return found


def _spots(asked: Asked) -> Iterator[Spot]:
    rows = PatrolPoint.objects.in_use().filter(area__path__startswith=asked.area.path)
    points = (
        rows.for_list().defer("token", "screen_seed").order_by("area__path", "name")
    )
    points = {point.pk: point for point in points[:MOST_POINTS]}
    tallied = PointHour.objects.filter(point__in=points).between(
        asked.from_on, asked.until_on
    )
    sums = tallied.values("point").annotate(c=Sum("check_ins"), f=Sum("findings"))
    figures = {row["point"]: (row["c"], row["f"]) for row in sums.order_by()}
    for pk, point in points.items():
        yield Spot(point, *figures.get(pk, (0, 0)))


def _cells(asked: Asked, spots: list[Spot]) -> dict[str, Hexagon]:
    """The cells of the points, and of the findings away from any point."""
    cells: dict[str, Hexagon] = {}
    for spot in spots:
        if spot.point.cell:
            cell = cells.setdefault(spot.point.cell, Hexagon(spot.point.cell))
            cell.check_ins += spot.check_ins
            cell.findings += spot.findings
    rows = Finding.objects.filter(
        area__path__startswith=asked.area.path,
        found_at__date__range=(asked.from_on, asked.until_on),
        point__isnull=True,
    )
    for name in (
        rows.exclude(cell="").exclude(kind__in=DEEDS).values_list("cell", flat=True)
    ):
        cells.setdefault(name, Hexagon(name)).findings += 1
    most = max((cell.check_ins for cell in cells.values()), default=0)
    for cell in cells.values():
        cell.level = -(-cell.check_ins * LEVELS // most) if most else 0
        cell.ring = list(h3.cell_to_boundary(cell.cell))
    return cells


def _draw(found: Map, placed: list[Spot], rings: list) -> None:
    """From positions to the units of the picture, north up."""
    corners = [corner for cell in found.hexagons for corner in cell.ring]
    corners += [corner for ring in rings for corner in ring]
    corners += [(float(s.point.latitude), float(s.point.longitude)) for s in placed]
    if not corners:
        return
    frame = Frame(corners)
    found.high, found.bar = frame.high, frame.bar
    found.outlines = [frame.line(ring) for ring in rings]
    for cell in found.hexagons:
        cell.corners = frame.line(cell.ring)
    for spot in placed:
        position = float(spot.point.latitude), float(spot.point.longitude)
        spot.x, spot.y = frame.at(*position)
    _name(placed)


def _name(placed: list[Spot]) -> None:
    """Names right or left of their points where there is room; the busiest first."""
    taken = [(spot.x - GAP, spot.x + GAP, spot.y) for spot in placed]
    for spot in placed[:MOST_NAMED]:
        long = LETTER * len(spot.point.name)
        for side, first in (("start", spot.x + GAP), ("end", spot.x - GAP - long)):
            last = first + long
            if first > 0 and last < WIDE and _is_free(first, last, spot.y, taken):
                spot.side = side
                taken.append((first, last, spot.y))
                break


def _is_free(first: float, last: float, height: float, taken: list) -> bool:
    return not any(
        first < until and since < last and abs(height - y) < LETTER
        for since, until, y in taken
    )
