"""Made-up outlines of the demonstration's villages and grids, and of their stations.

Villages are the cells around a place in each (what is nearer to it than to any other),
their borders bent a little, the same for both neighbours; grids part a village in two.
"""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from math import ceil, cos, radians, sqrt
from random import Random

from station import outlines
from station.actions import outlines as actions
from station.models import Area, Outline, Post
from station.roles import Role

Corner = tuple[float, float]  # longitude, latitude
Ring = list[Corner]

# The south-west corner of what each county's stations keep.
COUNTIES = {
    "510118": (103.78, 30.38),
    "620723": (100.02, 39.10),
    "620724": (99.675, 39.642),
    "630104": (101.74, 36.60),
}
ELSEWHERE = (110.0, 35.0)
SIDE = 0.018  # degrees: how far from one village to the next, some two kilometres
SLIM = cos(radians(37))  # a degree along against a degree up, about
BENDS = 3  # times a border is halved and its middle moved
# Where the villages lie that the demonstration sets up patrol points in.
KNOWN = {
    "620724108208": (99.599, 39.676),
    "620724108204": (99.618, 39.706),
    "620724108205": (99.635, 39.693),
    "620724108206": (99.649, 39.685),
    "620724108207": (99.624, 39.6625),
    "620724108209": (99.579, 39.658),
    "620724108210": (99.5755, 39.693),
    "620724108211": (99.589, 39.7192),
    "620724108212": (99.5996, 39.712),
    "620724108200": (99.6068, 39.6508),
    "620724108201": (99.6335, 39.7165),
    "620724108202": (99.5654, 39.6706),
    "620724108203": (99.6465, 39.668),
}


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Every village, its grids, and around them the township and the station."""
    stations = Area.objects.filter(kind=Area.Kind.STATION).in_tree_order()
    shifted: Counter = Counter()
    for station in stations:
        villages = list(
            Area.objects.below(station).filter(kind=Area.Kind.COMMUNITY).in_tree_order()
        )
        if villages:
            _station(station, villages, shifted, chance=chance, at=at)
    return f"{Outline.objects.count()} outlines"


def _station(
    station: Area, villages: list[Area], shifted: Counter, *, chance: Random, at
) -> None:
    by = Post.objects.filter(role=Role.STATION_CHIEF, area=station).first().user
    who = {"by": by, "at": at}
    county = (villages[0].code or "")[:6]
    west, south = COUNTIES.get(county, ELSEWHERE)
    seeds = _seeds(villages, west + shifted[county], south, chance)
    shifted[county] += SIDE * (ceil(sqrt(len(villages))) + 1)
    around = _around(seeds)
    cells = _cells(seeds, around)
    for village in villages:
        ring = _bent(cells[village.pk])
        _bring(village, [ring], **who)
        _grids(village, ring, chance, **who)
    _bring(station, [_bent(_edge(cells.values(), around))], **who)


def _seeds(villages, west: float, south: float, chance: Random) -> dict[int, Corner]:
    """A place in each village: the known one, else its own in a loose lattice."""
    across = ceil(sqrt(len(villages)))
    found = {}
    for number, village in enumerate(villages):
        x, y = number % across, number // across
        loose = (
            west + (x + chance.uniform(0.2, 0.8)) * SIDE,
            south + (y + chance.uniform(0.2, 0.8)) * SIDE,
        )
        found[village.pk] = KNOWN.get(village.code, loose)
    return found


def _around(seeds: dict[int, Corner]) -> Ring:
    """A rectangle that leaves every place some room."""
    across, up = zip(*seeds.values(), strict=True)
    west, east = min(across) - SIDE / 2, max(across) + SIDE / 2
    south, north = min(up) - SIDE / 2, max(up) + SIDE / 2
    return [(west, south), (east, south), (east, north), (west, north)]


def _cells(seeds: dict[int, Corner], within: Ring) -> dict[int, Ring]:
    """What is nearer to a place than to any other."""
    found = {}
    for pk, own in seeds.items():
        ring = within
        for other in seeds.values():
            if other != own:
                ring = _nearer(ring, own, other)
        found[pk] = ring
    return found


def _nearer(ring: Ring, own: Corner, other: Corner) -> Ring:
    """The part of a ring that is nearer to one place than to the other."""

    def side(corner: Corner) -> float:
        away = [
            ((corner[0] - place[0]) * SLIM) ** 2 + (corner[1] - place[1]) ** 2
            for place in (own, other)
        ]
        return away[1] - away[0]

    found: Ring = []
    for one, two in pairwise([*ring, ring[0]]):
        here, there = side(one), side(two)
        if here >= 0:
            found.append(one)
        if (here > 0) != (there > 0):
            share = here / (here - there)
            found.append(
                (one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1]))
            )
    return found


def _bent(ring: Ring) -> Ring:
    """Its straight borders bent, each as its neighbour bends it."""
    found: Ring = []
    corners = [(round(x, 5), round(y, 5)) for x, y in ring]
    for one, two in pairwise([*corners, corners[0]]):
        if one != two:
            line = _bend(min(one, two), max(one, two), BENDS)
            found += line[:-1] if one < two else line[:0:-1]
    return found


def _bend(one: Corner, two: Corner, times: int) -> Ring:
    if not times:
        return [one, two]
    along, up = two[0] - one[0], two[1] - one[1]
    moved = Random(f"{one}{two}").uniform(-0.12, 0.12)
    middle = (
        round((one[0] + two[0]) / 2 - moved * up, 6),
        round((one[1] + two[1]) / 2 + moved * along, 6),
    )
    return [*_bend(one, middle, times - 1), *_bend(middle, two, times - 1)[1:]]


def _grids(village: Area, ring: Ring, chance: Random, **who) -> None:
    """The village parted in two, where it has two grids."""
    grids = list(village.children.filter(kind=Area.Kind.GRID).in_tree_order())
    if len(grids) != 2:
        return
    x = sum(corner[0] for corner in ring) / len(ring)
    y = sum(corner[1] for corner in ring) / len(ring)
    along, up = chance.uniform(-1, 1), chance.uniform(-1, 1)
    places = [(x - along / 999, y - up / 999), (x + along / 999, y + up / 999)]
    for grid, own, other in zip(grids, places, places[::-1], strict=True):
        _bring(grid, [_nearer(ring, own, other)], **who)


def _edge(cells, around: Ring) -> Ring:
    """The rectangle with every corner the villages have on it, in order."""
    west, south, east, north = (round(n, 5) for n in (*around[0], *around[2]))
    corners = {(round(x, 5), round(y, 5)) for ring in cells for x, y in ring}
    return [
        *sorted(c for c in corners if c[1] == south),
        *sorted(c for c in corners if c[0] == east),
        *sorted((c for c in corners if c[1] == north), reverse=True),
        *sorted((c for c in corners if c[0] == west), reverse=True),
    ]


def _bring(area: Area, rings: list[Ring], *, by, at: datetime) -> None:
    shape = {"type": "Polygon", "coordinates": [[list(c) for c in r] for r in rings]}
    actions.bring_in(area=area, drawn=outlines.drawn(shape), by=by, at=at)
