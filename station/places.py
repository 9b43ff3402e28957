"""Where one may ask for figures or put things: areas of a right, and those near by."""

from django.db.models import Q

from station import policy
from station.models import Area
from station.models.area import STEP

KINDS = (
    Area.Kind.STATION,
    Area.Kind.TOWNSHIP,
    Area.Kind.COMMUNITY,
    Area.Kind.GRID,
)
WIDEST = (Area.Kind.COUNTY, *KINDS)


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


def home_of(user, permission: str) -> Area | None:
    """The place one begins with: where one serves, else the first one may see.

    Who serves above or beside what the right covers begins with the widest it covers.
    """
    home = user.home_area
    if home is not None and home.kind in WIDEST:
        scope = policy.scope(user, permission)
        if scope.everything or home.pk in scope.area_ids:
            return home
    return areas_of(user, permission, WIDEST).first()


def near(user, permission: str, area: Area) -> list[tuple[int, str]]:
    """The places to go on to: above it, beside it, and two steps below; as a tree."""
    rows = areas_of(user, permission, WIDEST).filter(
        Q(path__in=area.path_above)
        | Q(parent_id__in=[area.pk, area.parent_id or area.pk])
        | Q(parent__parent=area)
    )
    found = list(rows.values_list("pk", "name", "path"))
    top = min((len(path) for _pk, _name, path in found), default=0)
    return [
        (pk, "\u3000" * ((len(path) - top) // STEP) + name) for pk, name, path in found
    ]
