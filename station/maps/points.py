"""What stands on the map: each record by itself, or how many there are together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Avg, Count, F, Max, Min, QuerySet
from django.db.models.functions import Floor

from station.map_layers import MapLayer
from station.maps.ground import Box
from station.models import Area

MOST = 400  # points of all layers together; of more only how many are where
LEAST = Decimal("0.001")  # degrees: what lies closer is one place
ACROSS = 16  # parts of the picture's longer side in which points are gathered


@dataclass(frozen=True)
class Spot:
    """A record at its place, or several that lie together."""

    latitude: float
    longitude: float
    count: int = 1
    name: str = ""
    url: str = ""
    pk: int | None = None
    area_path: str = ""


@dataclass
class Shown:
    """A layer that is on: how many lie in which area, and the points to draw."""

    layer: MapLayer
    counts: dict[str, int] = field(default_factory=dict)  # by the path of an area
    loose: dict[str, int] = field(default_factory=dict)  # of them without a position
    spots: list[Spot] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_gathered(self) -> bool:
        """Are there too many to draw each by itself?"""
        return any(spot.pk is None for spot in self.spots)

    def within(self, path: str) -> int:
        """How many lie in an area and all below it."""
        return _within(self.counts, path)

    def loose_within(self, path: str) -> int:
        """How many of them have no position on this map: they are told by area."""
        return _within(self.loose, path)


def shown(
    layers: Iterable[MapLayer], area: Area, *, user, at: datetime, box: Box | None
) -> list[Shown]:
    """Every layer that is on, at most two queries each."""
    layers = list(layers)
    return [
        _shown(layer, area, layer.rows(user, at), box=box, most=MOST // len(layers))
        for layer in layers
    ]


def _shown(
    layer: MapLayer, area: Area, rows: QuerySet, *, box: Box | None, most: int
) -> Shown:
    rows = rows.filter(area__path__startswith=area.path).order_by()
    found = Shown(layer)
    edges = _edges(layer)
    is_placed = layer.placed(box)
    counted = rows.values("area__path").annotate(
        n=Count("pk"),
        placed=Count("pk", filter=is_placed),
        **{key: value(is_placed) for key, value in edges.items()},
    )
    lines = list(counted)
    found.counts = {line["area__path"]: line["n"] for line in lines}
    found.loose = {line["area__path"]: line["n"] - line["placed"] for line in lines}
    placed = found.total - sum(found.loose.values())
    if not placed:
        return found
    here = rows.filter(is_placed)
    if placed <= most:
        found.spots = _single(layer, here)
    else:
        found.spots = _gathered(layer, here, _step(lines))
    return found


def _within(counts: dict[str, int], path: str) -> int:
    return sum(n for found, n in counts.items() if found.startswith(path))


def _edges(layer: MapLayer) -> dict:
    """How far the positions of a layer reach, for the size of what is gathered."""
    if not layer.latitude:
        return {}

    def reaching(function, lookup: str):
        return lambda placed: function(lookup, filter=placed)

    return {
        "south": reaching(Min, layer.latitude),
        "north": reaching(Max, layer.latitude),
        "west": reaching(Min, layer.longitude),
        "east": reaching(Max, layer.longitude),
    }


def _step(lines: list[dict]) -> Decimal:
    """Degrees across which points are gathered."""
    placed = [line for line in lines if line["placed"]]
    up = max(line["north"] for line in placed) - min(line["south"] for line in placed)
    along = max(line["east"] for line in placed) - min(line["west"] for line in placed)
    return max(up, along, LEAST) / ACROSS


def _single(layer: MapLayer, rows: QuerySet) -> list[Spot]:
    """Each record by itself."""
    placed = rows.annotate(
        map_y=F(layer.latitude), map_x=F(layer.longitude), map_path=F("area__path")
    )
    return [
        Spot(
            float(row.map_y),
            float(row.map_x),
            name=str(layer.name(row)),
            url=row.get_absolute_url(),
            pk=row.pk,
            area_path=row.map_path,
        )
        for row in placed.order_by("map_path", "pk")
    ]


def _gathered(layer: MapLayer, rows: QuerySet, step: Decimal) -> list[Spot]:
    """At most some hundred places, each with how many lie there."""
    cells = (
        rows.annotate(
            up=Floor(F(layer.latitude) / step), along=Floor(F(layer.longitude) / step)
        )
        .values("up", "along")
        .annotate(n=Count("pk"), y=Avg(layer.latitude), x=Avg(layer.longitude))
        .order_by("-n", "up", "along")
    )
    return [Spot(float(cell["y"]), float(cell["x"]), cell["n"]) for cell in cells]
