"""Outlines of areas out of GeoJSON: read, checked and measured."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, radians, sin

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from station.errors import RuleError

MOST_BYTES = 2_000_000
MOST_CORNERS = 10_000
MOST_PARTS = 500
EARTH_KM = 6371.0088
LONGITUDES, LATITUDES = (73, 136), (3, 54)  # of China
DIGITS = 6  # a decimetre

Ring = list[list[float]]  # [longitude, latitude], the last as the first


@dataclass(frozen=True)
class Drawn:
    """An outline that holds: its polygons, and what one should know of them."""

    polygons: list[list[Ring]]

    @property
    def corners(self) -> int:
        """How many, without the repeated last of each ring."""
        return sum(len(ring) - 1 for polygon in self.polygons for ring in polygon)

    @property
    def km2(self) -> float:
        """The size, holes left out."""
        return sum(
            abs(_size(outer)) - sum(abs(_size(hole)) for hole in holes)
            for outer, *holes in self.polygons
        )

    @property
    def lines(self) -> list[list[tuple[float, float]]]:
        """Every line as latitude and longitude, those around holes too."""
        return [[(y, x) for x, y in ring] for rings in self.polygons for ring in rings]


def read(content: bytes) -> Drawn:
    """The outline in a file."""
    if len(content) > MOST_BYTES:
        raise RuleError(_("The file is larger than 2 MB."), code="too_large")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RuleError(_("This is not a GeoJSON file."), code="not_geojson") from None
    return drawn(found)


def drawn(shape) -> Drawn:
    """The outline in what GeoJSON says, or why it cannot be one."""
    polygons = list(_polygons(shape))
    if not polygons:
        raise _refused(_("There is no polygon in it."), "no_polygon")
    if len(polygons) > MOST_PARTS:
        raise _refused(_("It has more than 500 parts."), "too_many")
    found = Drawn([[_ring(ring) for ring in _rings(polygon)] for polygon in polygons])
    if found.corners > MOST_CORNERS:
        raise _refused(
            ngettext(
                "It has %(n)s corner; at most 10,000 fit. Simplify it first.",
                "It has %(n)s corners; at most 10,000 fit. Simplify it first.",
                found.corners,
            )
            % {"n": found.corners},
            "too_many",
        )
    if found.km2 <= 0:
        raise _refused(_("It encloses nothing."), "no_size")
    return found


def _polygons(shape, depth: int = 0) -> Iterator[object]:
    """Those of a polygon, of several, of a feature or of a collection of features."""
    kind = shape.get("type") if isinstance(shape, dict) else None
    if kind == "Polygon":
        yield shape.get("coordinates")
    elif kind == "MultiPolygon":
        yield from _listed(shape.get("coordinates"))
    elif kind == "Feature":
        yield from _polygons(shape.get("geometry"))
    elif kind == "FeatureCollection" and not depth:
        for feature in _listed(shape.get("features")):
            yield from _polygons(feature, depth + 1)
    elif depth or kind in ("Point", "LineString", "MultiPoint", "MultiLineString"):
        raise _refused(
            _("It holds something else than areas: leave points and lines out."),
            "no_polygon",
        )
    else:
        raise RuleError(_("This is not a GeoJSON file."), code="not_geojson")


def _rings(polygon) -> list:
    rings = _listed(polygon)
    if not rings:
        raise _refused(_("A polygon in it is empty."), "broken")
    return rings


def _ring(corners) -> Ring:
    """A closed line of at least three corners."""
    found = [_corner(corner) for corner in _listed(corners)]
    if found and found[0] != found[-1]:
        found.append(found[0])
    if len({tuple(corner) for corner in found}) < 3:
        raise _refused(_("A line in it has fewer than three corners."), "broken")
    return found


def _corner(corner) -> list[float]:
    numbers = _listed(corner)[:2]
    if len(numbers) != 2 or not all(_is_number(number) for number in numbers):
        raise _refused(_("A corner in it has no longitude and latitude."), "broken")
    x, y = numbers
    if not (_within(x, LONGITUDES) and _within(y, LATITUDES)):
        raise _refused(_astray(x, y), "elsewhere")
    return [round(float(x), DIGITS), round(float(y), DIGITS)]


def _astray(x, y) -> str:
    """Why a corner does not lie in China, as far as it shows."""
    if _within(x, LATITUDES) and _within(y, LONGITUDES):
        return _("Latitude stands first in it; GeoJSON has the longitude first.")
    if abs(x) > 180 or abs(y) > 90:
        return _("Its figures are not degrees: export it in WGS 84 or CGCS 2000.")
    return _("It lies outside China: %(longitude)s, %(latitude)s.") % {
        "longitude": round(x, DIGITS),
        "latitude": round(y, DIGITS),
    }


def _listed(value) -> list:
    if not isinstance(value, list):
        raise _refused(_("A polygon in it is broken."), "broken")
    return value


def _is_number(value) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e12 and isfinite(value)


def _within(value, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _size(ring: Ring) -> float:
    """Square kilometres within a line, on the ball."""
    total = sum(
        radians(two[0] - one[0]) * (2 + sin(radians(one[1])) + sin(radians(two[1])))
        for one, two in pairwise(ring)
    )
    return total * EARTH_KM**2 / 2


def _refused(text: str, code: str) -> RuleError:
    return RuleError(text, code=code)
