"""The short way past some doors, as far as one knows where they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_000  # metres
DIGITS = re.compile(r"\d+")
NUMERALS = "零一二三四五六七八九"
NUMERAL = re.compile(rf"([{NUMERALS}]?)十([{NUMERALS}]?)|([{NUMERALS}])")


@dataclass(frozen=True)
class Door:
    """Where a door is: by position where it is known, else by village and number."""

    place: tuple  # village, group
    door: str
    position: tuple[float, float] | None = None

    @property
    def key(self) -> tuple:
        """As one counts along a street: 2 before 10."""
        village, group = self.place
        return (village, _numbers(group), group, _numbers(self.door), self.door)


def _numbers(text: str) -> list[int]:
    """The numbers in a name as one counts them: 二社 before 十社, 2号 before 10号."""
    return [int(found) for found in DIGITS.findall(NUMERAL.sub(_digits, text))]


def _digits(found: re.Match) -> str:
    tens, ones, single = found.groups()
    if single:
        return str(NUMERALS.index(single))
    return str(NUMERALS.index(tens or "一") * 10 + NUMERALS.index(ones or "零"))


def door_of(address) -> Door:
    """The door of an address of the register."""
    position = None
    if address.latitude is not None:
        position = (float(address.latitude), float(address.longitude))
    return Door((address.community_id, address.group_name), address.door, position)


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """As the crow flies."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def ordered(doors: Sequence[Door]) -> list[int]:
    """The doors' indexes in the order of the way.

    Doors with a position by nearest neighbour and 2-opt; each other one behind the
    last known door of its group, and groups without any by name and number.
    """
    known = [i for i, door in enumerate(doors) if door.position]
    way = _two_opt(_nearest(known, doors), doors)
    unknown = sorted(set(range(len(doors))) - set(known), key=lambda i: doors[i].key)
    for index in unknown:
        peers = [at for at, i in enumerate(way) if doors[i].place == doors[index].place]
        way.insert(peers[-1] + 1 if peers else len(way), index)
    return way


def length(way: Sequence[int], doors: Sequence[Door]) -> float:
    """Metres along the doors whose position is known."""
    points = [doors[i].position for i in way if doors[i].position]
    return sum(metres(a, b) for a, b in pairwise(points))


def _nearest(known: list[int], doors) -> list[int]:
    """From each possible first door always to the nearest one; the best of these."""
    ways = [_walk_from(start, known, doors) for start in known]
    return min(ways, key=lambda way: length(way, doors), default=[])


def _walk_from(start: int, known: list[int], doors) -> list[int]:
    way, left = [start], set(known) - {start}
    while left:
        here = doors[way[-1]].position
        following = min(left, key=lambda i: (metres(here, doors[i].position), i))
        way.append(following)
        left.remove(following)
    return way


def _two_opt(way: list[int], doors) -> list[int]:
    """Turn pieces round as long as that makes the way shorter."""
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for start in range(len(way) - 1):
            for end in range(start + 2, len(way) + 1):
                if _gain(way, start, end, doors) > 0.5:
                    way = way[:start] + way[start:end][::-1] + way[end:]
                    is_shorter = True
    return way


def _gain(way: list[int], start: int, end: int, doors) -> float:
    """Metres saved by walking the piece the other way round."""

    def between(a: int, b: int) -> float:
        if a < 0 or b >= len(way):
            return 0.0
        return metres(doors[way[a]].position, doors[way[b]].position)

    before = between(start - 1, start) + between(end - 1, end)
    return before - between(start - 1, end - 1) - between(start, end)
