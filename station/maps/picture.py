"""The map as it is drawn and listed: each part of the place, and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from station.drawing import Bar, Frame
from station.map_layers import MapLayer
from station.maps import figures, points
from station.maps.asking import Asked
from station.maps.figures import Counts
from station.maps.ground import Ground, Room, ground_of, path_of, room_in
from station.maps.points import Shown, Spot
from station.models import Area

LETTER, PHONE_LETTER = 22, 34  # units: a letter of a name on a desk, on a phone
NARROW = 0.6  # of a letter: Latin ones and digits
SIGN, GAP = 24, 14  # units: a mark beside its number, and between two of them
UNDER = 46  # units below the middle of a name, where a part's own marks stand


@dataclass(frozen=True)
class Tally:
    """How many of a layer lie in a part, and the list of them."""

    layer: MapLayer
    count: int
    url: str


@dataclass(frozen=True)
class Sign:
    """A mark with a number: what lies in a part without an exact place."""

    layer: MapLayer
    count: int
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A record, or several together, where they stand in the picture."""

    layer: MapLayer
    spot: Spot
    x: float
    y: float


@dataclass
class Part:
    """A part of the place: its shape, its figure, and what lies in it."""

    area: Area
    url: str = ""  # of its own map
    figure: Any = None
    told: str = ""  # the figure in words
    level: int | None = None
    tallies: list[Tally] = field(default_factory=list)
    path: str = ""  # its outline; without one it is a tile
    room: Room | None = None
    signs: list[Sign] = field(default_factory=list)

    @property
    def shade(self) -> str:
        """How it is filled."""
        if self.level is not None:
            return f"is-{self.level}"
        return "is-hidden" if self.told else "is-plain"

    @property
    def name_y(self) -> float:
        """The line the name stands on; higher where its figure stands below it."""
        return self.room.y + (-10 if self.fits and self.told else 8)

    @property
    def has_tallies(self) -> bool:
        return any(tally.count for tally in self.tallies)

    @property
    def fits(self) -> str:
        """Where its name has room: everywhere, only on a wide page, or nowhere."""
        wide = _width(self.area.short_name)
        if wide * PHONE_LETTER <= self.room.width:
            return "everywhere"
        return "wide" if wide * LETTER <= self.room.width else ""


@dataclass
class StationMap:
    """What is drawn, and the lists that say the same."""

    asked: Asked
    parts: list[Part]
    shown: list[Shown]
    counts: Counts | None
    whole: Part
    rest: list[Tally] = field(default_factory=list)  # in none of the parts
    outline: str = ""
    marks: list[Mark] = field(default_factory=list)
    high: int = 0
    bar: Bar | None = None
    ground: Ground | None = None

    @property
    def is_drawn(self) -> bool:
        return self.bar is not None

    @property
    def drawn(self) -> list[Part]:
        """The parts with an outline; the place itself where it has no parts."""
        return [part for part in self.parts or [self.whole] if part.path]

    @property
    def tiles(self) -> list[Part]:
        """The parts nobody brought an outline in for."""
        return [part for part in self.parts if not part.path]

    @property
    def gathered(self) -> list[Shown]:
        """The layers with more points than are drawn one by one."""
        return [shown for shown in self.shown if shown.is_gathered]

    @property
    def groups(self) -> list[tuple[str, list[tuple[MapLayer, Spot]]]]:
        """Every single point by the part it lies in."""
        found: dict[str, list] = {}
        names = {part.area.path: part.area.short_name for part in self.parts}
        own = self.asked.area.short_name
        for shown in self.shown:
            for spot in shown.spots:
                if spot.pk is not None:
                    name = _name_of(spot.area_path, names, own)
                    found.setdefault(name, []).append((shown.layer, spot))
        return list(found.items())


def map_of(asked: Asked) -> StationMap:
    """Everything the page and the API tell of a place."""
    ground = ground_of(asked.area, asked.parts)
    counts = figures.counts_of(asked)
    shown = points.shown(
        asked.layers, asked.area, user=asked.user, at=asked.at, box=ground.box
    )
    found = StationMap(
        asked,
        [_part(asked, area, shown, counts) for area in asked.parts],
        shown,
        counts,
        _whole(asked, shown, counts),
        ground=ground,
    )
    found.rest = _rest(found)
    _draw(found, ground)
    return found


def _part(asked: Asked, area: Area, shown: list[Shown], counts: Counts | None) -> Part:
    figure = counts.by_area.get(area.pk) if counts else None
    return Part(
        area,
        asked.url(area=area.pk),
        figure,
        figures.words(figure),
        counts.level(area) if counts else None,
        [Tally(s.layer, s.within(area.path), s.layer.url(area)) for s in shown],
    )


def _whole(asked: Asked, shown: list[Shown], counts: Counts | None) -> Part:
    figure = counts.own if counts else None
    tallies = [Tally(s.layer, s.total, s.layer.url(asked.area)) for s in shown]
    level = counts.level(asked.area) if counts else None
    told = figures.words(figure)
    return Part(asked.area, figure=figure, told=told, level=level, tallies=tallies)


def _rest(found: StationMap) -> list[Tally]:
    """What lies in the place, and in none of its parts."""
    if not found.parts:
        return []
    sums = [
        sum(part.tallies[number].count for part in found.parts)
        for number in range(len(found.shown))
    ]
    rest = [
        Tally(tally.layer, tally.count - inside, "")
        for tally, inside in zip(found.whole.tallies, sums, strict=True)
    ]
    return rest if any(tally.count for tally in rest) else []


def _draw(found: StationMap, ground: Ground) -> None:
    """From positions to the units of the picture, north up."""
    corners = list(ground.corners)
    spots = [(s.latitude, s.longitude) for shown in found.shown for s in shown.spots]
    if not (corners or spots):
        return
    frame = Frame(corners or spots)
    found.high, found.bar = frame.high, frame.bar
    found.outline = path_of(ground.own, frame) if ground.own else ""
    found.marks = [
        Mark(shown.layer, spot, *frame.at(spot.latitude, spot.longitude))
        for shown in found.shown
        for spot in shown.spots
    ]
    placed = {**ground.drawn}
    if ground.own and not found.parts:
        placed[found.asked.area.pk] = ground.own
    taken = [(mark.x, mark.y) for mark in found.marks]
    for part in [*found.parts, found.whole]:
        if outline := placed.get(part.area.pk):
            part.path = path_of(outline, frame)
            wide = _width(part.area.short_name) * LETTER
            part.room = room_in(outline, frame, wide=wide, taken=taken)
            part.signs = list(_signs(part, found.shown))


def _signs(part: Part, shown: list[Shown]) -> Iterable[Sign]:
    """Beneath the name: what lies in the part and has no exact place."""
    loose = [(found.layer, found.loose_within(part.area.path)) for found in shown]
    told = [(layer, count) for layer, count in loose if count]
    wide = [SIGN + LETTER * NARROW * len(str(count)) for _layer, count in told]
    across = sum(wide) + GAP * (len(told) - 1)
    if not told or across > part.room.width:
        return
    x = part.room.x - across / 2
    for (layer, count), width in zip(told, wide, strict=True):
        yield Sign(layer, count, round(x + SIGN / 2, 1), part.room.y + UNDER)
        x += width + GAP


def _width(name: str) -> float:
    """How many letters wide a name is."""
    return sum(1 if ord(letter) > 0x2E80 else NARROW for letter in name)


def _name_of(path: str, names: dict[str, str], otherwise: str) -> str:
    return next((n for found, n in names.items() if path.startswith(found)), otherwise)
