"""Where groups, alerts and events can belong to, and who may put them there."""

from django.utils.translation import gettext_lazy as _

from station import policy
from station.filters import AreaFilter
from station.models import Area

KINDS = (
    Area.Kind.STATION,
    Area.Kind.TOWNSHIP,
    Area.Kind.COMMUNITY,
    Area.Kind.GRID,
)


def areas_of(user, permission: str, kinds=KINDS):
    """From the station to the grid, where the person has this right."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=kinds, is_active=True)
    if not scope.everything:
        rows = rows.filter(pk__in=scope.area_ids)
    return rows.in_tree_order()


def name_of(area: Area) -> str:
    """A grid is told with the village it lies in; join ``area__parent``."""
    if area.kind != Area.Kind.GRID:
        return area.short_name
    return f"{area.parent.short_name}{area.short_name}"


class PlacesFilter(AreaFilter):
    """An area from the station to the grid in which the person has the right."""

    def __init__(self, *, permission: str, **options) -> None:
        self.permission = permission
        options.setdefault("empty_label", _("All"))
        super().__init__(**options)
        self.queryset = self.places

    def places(self, request):
        if request is None:  # the schema of the API asks without anybody
            return Area.objects.none()
        return areas_of(request.user, self.permission)
