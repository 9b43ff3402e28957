"""The ground of a map: where each part of the place lies in the picture."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from station.drawing import Frame
from station.models import Area, Outline
from station.outlines import Drawn

HEIGHTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)  # where room for a name is looked for
MARGIN = 0.02  # of the frame: points just outside an outline are drawn too
BLOCK = 70  # units: how high a name with its figure is
SAME = 1.5  # units: corners closer than that nobody tells apart

Corner = tuple[float, float]
Box = tuple[float, float, float, float]  # south, west, north, east


@dataclass
class Ground:
    """What is known of the outlines of a place and its parts."""

    own: Drawn | None
    drawn: dict[int, Drawn] = field(default_factory=dict)  # by the id of the part

    @property
    def box(self) -> Box | None:
        """Everything that is drawn lies within; none where nothing is outlined."""
        corners = list(self.corners)
        if not corners:
            return None
        south, north = min(y for y, _x in corners), max(y for y, _x in corners)
        west, east = min(x for _y, x in corners), max(x for _y, x in corners)
        up, along = (north - south) * MARGIN, (east - west) * MARGIN
        return south - up, west - along, north + up, east + along

    @property
    def corners(self) -> Iterable[Corner]:
        """Latitude and longitude of every corner."""
        for outline in [self.own, *self.drawn.values()]:
            for line in outline.lines if outline else []:
                yield from line


@dataclass(frozen=True)
class Room:
    """Where the middle of a name stands in an outline, and how wide it may be."""

    x: float
    y: float
    width: float


def ground_of(area: Area, parts: list[Area]) -> Ground:
    """The outlines of the place and of its parts, in one query."""
    rows = Outline.objects.filter(area__in=[area, *parts])
    found = {row.area_id: Drawn(row.polygons) for row in rows}
    return Ground(found.pop(area.pk, None), found)


def path_of(outline: Drawn, frame: Frame) -> str:
    """The outline as one path, holes left out."""
    return "".join(f"M{frame.line(line, step=SAME)}Z" for line in outline.lines)


def room_in(
    outline: Drawn, frame: Frame, *, wide: float, taken: Iterable[Corner]
) -> Room:
    """Where a name this wide stands best: with room, free of marks, in the middle."""
    rings = max(
        (_placed(polygon, frame) for polygon in outline.polygons),
        key=lambda rings: _extent(rings[0]),
    )
    top, bottom = min(y for _x, y in rings[0]), max(y for _x, y in rings[0])
    middle, high = (top + bottom) / 2, (bottom - top) or 1
    taken = [(x, y) for x, y in taken if top <= y <= bottom]
    best, room = -1.0, Room(*rings[0][0], 0)
    for height in HEIGHTS:
        y = top + high * height
        for left, right in _inside(rings, y):
            share = min(1, (right - left) / wide) * (1 - abs(y - middle) / high)
            for x in _stands(left, right, wide):
                worth = share / (1 + _covered(x, y, wide, taken))
                if worth > best:
                    best = worth
                    room = Room(round(x, 1), round(y, 1), round(right - left, 1))
    return room


def _stands(left: float, right: float, wide: float) -> Iterable[float]:
    """The middle of a stretch, and its ends where it is longer than the name."""
    yield (left + right) / 2
    if right - left > wide:
        yield left + wide / 2
        yield right - wide / 2


def _covered(x: float, y: float, wide: float, taken: list[Corner]) -> int:
    """How many marks a name there would hide."""
    return sum(abs(x - i) < wide / 2 and abs(y - j) < BLOCK / 2 for i, j in taken)


def _placed(polygon, frame: Frame) -> list[list[Corner]]:
    return [[frame.at(y, x) for x, y in ring] for ring in polygon]


def _extent(ring: list[Corner]) -> float:
    across = [x for x, _y in ring]
    up = [y for _x, y in ring]
    return (max(across) - min(across)) * (max(up) - min(up))


def _inside(rings: list[list[Corner]], y: float) -> Iterable[tuple[float, float]]:
    """The stretches of a line across the picture that lie inside."""
    crossed = sorted(
        one[0] + (y - one[1]) / (two[1] - one[1]) * (two[0] - one[0])
        for ring in rings
        for one, two in pairwise(ring)
        if (one[1] > y) != (two[1] > y)
    )
    return zip(crossed[::2], crossed[1::2], strict=False)
