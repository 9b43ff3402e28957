"""Maps of a route, a patrol and its track; a list or a table says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from patrols import geo
from patrols.gpx import Position
from patrols.models import PatrolPoint
from station.drawing import WIDE, Bar, Frame
from station.models import Area, Outline
from station.outlines import Drawn

EVERY = timedelta(minutes=5)
VAGUE = 100  # metres: such a position says nothing of the way
BY = 300  # metres: further from a point one is not near it


@dataclass
class Spot:
    """A point on the map, with what stands beside it."""

    label: str
    x: float
    y: float

    @property
    def is_at_edge(self) -> bool:
        """Does the label fit better to its left?"""
        return self.x > WIDE * 0.7


@dataclass
class WayMap:
    """What is drawn: the area's outline, points, the way planned and the way walked."""

    high: int
    bar: Bar
    outlines: list[str]
    spots: list[Spot]
    plan: str = ""
    way: str = ""


@dataclass(frozen=True)
class Stretch:
    """A line of the table that says what the track shows."""

    at: datetime
    metres: int
    point: PatrolPoint | None = None
    away: int = 0


def of_route(points: Sequence[PatrolPoint], area: Area) -> WayMap | None:
    """The points by their numbers in the order one walks them."""
    numbers: dict[int, list[str]] = {}
    for number, point in enumerate(points, start=1):
        numbers.setdefault(point.pk, []).append(str(number))
    labels = {pk: " · ".join(found) for pk, found in numbers.items()}
    return _map(points, labels, area, plan=[p for p in points if p.has_position])


def of_patrol(
    points: Iterable[PatrolPoint],
    area: Area,
    *,
    plan: Sequence[PatrolPoint] = (),
    track: Sequence[Position] = (),
) -> WayMap | None:
    """The points checked in at by their names, and the track for who may see it."""
    labels = {point.pk: point.name for point in points}
    return _map(list(points), labels, area, plan=plan, track=track)


def stretches(
    track: Sequence[Position], points: Sequence[PatrolPoint]
) -> list[Stretch]:
    """Every five minutes: how far by then, and near which point."""
    placed = [point for point in points if point.has_position]
    sure = [row for row in track if row.accuracy_m <= VAGUE]
    found: list[Stretch] = []
    metres, last = 0, None
    for row in sure:
        if last is not None:
            metres += geo.metres(
                last.latitude, last.longitude, row.latitude, row.longitude
            )
        last = row
        if not found or row.at - found[-1].at >= EVERY or row is sure[-1]:
            found.append(Stretch(row.at, metres, *_nearest(row, placed)))
    return found


def _nearest(row: Position, placed: Sequence[PatrolPoint]) -> tuple:
    away, _pk, point = min(
        (
            (geo.metres(p.latitude, p.longitude, row.latitude, row.longitude), p.pk, p)
            for p in placed
        ),
        default=(BY + 1, 0, None),
    )
    return (point, away) if away <= BY else (None, 0)


def _map(points, labels: dict, area: Area, *, plan=(), track=()) -> WayMap | None:
    placed = {point.pk: point for point in points if point.has_position}
    way = [(row.latitude, row.longitude) for row in track if row.accuracy_m <= VAGUE]
    planned = [_position(point) for point in plan if point.has_position]
    shown = [*map(_position, placed.values()), *planned, *way]
    if not shown:
        return None
    frame = Frame(shown)
    outline = Outline.objects.nearest(area)
    lines = Drawn(outline.polygons).lines if outline else []
    return WayMap(
        frame.high,
        frame.bar,
        [frame.line(line) for line in lines],
        [Spot(labels[pk], *frame.at(*_position(p))) for pk, p in placed.items()],
        frame.line(planned),
        frame.line(way),
    )


def _position(point: PatrolPoint) -> tuple[float, float]:
    return float(point.latitude), float(point.longitude)
