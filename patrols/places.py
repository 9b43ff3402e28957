"""Where volunteers and teams can stand, and who may put them there."""

from station import policy
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
