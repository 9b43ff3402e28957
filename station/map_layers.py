"""Layers of the map: records with a place, registered by the apps they are of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from station import policy
from station.models import Area

# What lists can be narrowed to; a whole station is the list as it opens.
NARROWED = frozenset({Area.Kind.COMMUNITY, Area.Kind.GRID})
# How a layer's points are told apart without any colour: paths around 0, 0.
MARKS = {
    "circle": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
    "square": "M-8-8H8V8H-8z",
    "triangle": "M0-10L10 8H-10z",
    "diamond": "M0-11L11 0L0 11L-11 0z",
    "cross": "M-4-10H4V-4H10V4H4V10H-4V4H-10V-4H-4z",
    "bar": "M-11-5H11V5H-11z",
    "pentagon": "M0-10L10-2L6 9H-6L-10-2z",
    "star": "M0-11L3-4L11-3L5 3L7 11L0 7L-7 11L-5 3L-11-3L-3-4z",
}


@dataclass(frozen=True)
class MapLayer:
    """Records that stand somewhere, and the list behind them.

    ``rows(user, at)`` are those that count now and that the person may see, with all
    that ``name(row)`` and their address ask for. Without ``latitude`` they are told by
    area alone. Lists say with ``query`` which of their rows are meant.
    """

    key: str
    label: str | Promise
    icon: str
    permission: str
    rows: Callable[[Any, datetime], QuerySet]
    name: Callable[[Any], str]
    list_url: str
    query: dict[str, str] = field(default_factory=dict)
    latitude: str = ""
    longitude: str = ""
    mark: str = "circle"
    tone: str = "blue"
    order: int = 100
    is_usual: bool = False  # shown where nobody says which

    @property
    def path(self) -> str:
        """How its mark is drawn."""
        return MARKS[self.mark]

    def url(self, area: Area | None) -> str:
        """The list of what lies in an area."""
        narrowed = area is not None and area.kind in NARROWED
        said = {**self.query, **({"area": area.pk} if narrowed else {})}
        url = reverse(self.list_url)
        return f"{url}?{urlencode(said)}" if said else url

    def placed(self, box: tuple[float, ...] | None) -> Q:
        """Those with a position, within south, west, north and east where told."""
        if not self.latitude:
            return Q(pk__in=[])
        if box is None:
            return Q(**{f"{self.latitude}__isnull": False})
        south, west, north, east = box
        return Q(
            **{
                f"{self.latitude}__range": (south, north),
                f"{self.longitude}__range": (west, east),
            }
        )


def layers_for(user, layers) -> list[MapLayer]:
    """Those whose records this person may see, in their order."""
    found = [layer for layer in layers if policy.can(user, layer.permission)]
    return sorted(found, key=lambda layer: layer.order)
