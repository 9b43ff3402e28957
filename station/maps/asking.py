"""What is asked of the map: which place, which layers, which figure by area."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from station import policy, working_days
from station.map_layers import MapLayer
from station.metrics.periods import Choice
from station.models import Area

PERMISSION = "map.view"
K = Area.Kind
KINDS = (K.COUNTY, K.STATION, K.TOWNSHIP, K.COMMUNITY, K.GRID)
# What the map of each kind of area is parted into.
PARTS = {
    K.COUNTY: K.STATION,
    K.STATION: K.COMMUNITY,
    K.TOWNSHIP: K.COMMUNITY,
    K.COMMUNITY: K.GRID,
}
MOST_PARTS = 200


@dataclass(frozen=True)
class Asked:
    """A place, its layers and the figure that colours it."""

    user: object
    at: datetime
    area: Area
    layers: tuple[MapLayer, ...] = ()
    counts: str = ""
    period: str = Choice.THIS_MONTH

    @cached_property
    def today(self) -> date:
        return working_days.local_date(self.at)

    def url(self, **changes) -> str:
        """The page as asked, but for this."""
        said = {
            "area": self.area.pk,
            "layers": ",".join(layer.key for layer in self.layers),
            "counts": self.counts,
            "period": self.period,
        }
        return f"{reverse('station:map')}?{urlencode({**said, **changes}, safe=',')}"

    def toggled(self, layer: MapLayer) -> str:
        """The page with this layer on, or off again."""
        keys = [found.key for found in self.layers]
        if layer.key in keys:
            keys.remove(layer.key)
        else:
            keys.append(layer.key)
        return self.url(layers=",".join(keys))

    @cached_property
    def parts(self) -> list[Area]:
        """The areas the place is parted into; none below the smallest."""
        rows = places_of(self.user).below(self.area).filter(is_active=True)
        kind = PARTS.get(self.area.kind)
        return list(rows.filter(kind=kind).in_tree_order()[:MOST_PARTS]) if kind else []

    @cached_property
    def trail(self) -> list[Area]:
        """The areas above, as far as this person may see their map."""
        above = places_of(self.user).above(self.area).exclude(pk=self.area.pk)
        return list(above)


def places_of(user):
    """The areas one may see the map of."""
    scope = policy.scope(user, PERMISSION)
    rows = Area.objects.filter(kind__in=KINDS)
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)


def home_of(user) -> Area | None:
    """The smallest area that holds all the places one serves in."""
    given = policy.cells(PERMISSION)
    places = [post.area for post in user.rights.posts if post.role in given]
    if not places:
        return None
    shared = [
        path
        for path in places[0].path_above
        if all(place.path.startswith(path) for place in places)
    ]
    rows = places_of(user)
    home = rows.filter(path__in=shared).order_by("-path").first()
    return home or rows.in_tree_order().first()
