"""Distances and cells, without any map server."""

from math import asin, cos, radians, sin, sqrt

import h3

EARTH = 6_371_000  # metres
CELL_SIZE = 9  # cells of some 170 metres across
CAP = 4_000_000  # further away is as good as that: what a whole number can hold


def metres(latitude, longitude, other_latitude, other_longitude) -> int:
    """How far two positions are from each other."""
    south, north = radians(latitude), radians(other_latitude)
    up = sin((north - south) / 2) ** 2
    along = sin(radians(float(other_longitude) - float(longitude)) / 2) ** 2
    share = min(1.0, up + cos(south) * cos(north) * along)
    return min(CAP, round(2 * EARTH * asin(sqrt(share))))


def cell_of(latitude, longitude) -> str:
    """The hexagonal cell of a position; nothing where there is none."""
    if latitude is None or longitude is None:
        return ""
    return h3.latlng_to_cell(float(latitude), float(longitude), CELL_SIZE)
