"""Where doors can be, and where a person may do something there."""

from station import policy
from station.models import Area

WITH_DOORS = (Area.Kind.COMMUNITY, Area.Kind.GRID)


def areas_in(user, permission: str):
    """The villages, communities and grids where the person has this right."""
    scope = policy.scope(user, permission)
    areas = Area.objects.filter(kind__in=WITH_DOORS, is_active=True)
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    return areas.in_tree_order()


def only_of(areas) -> Area | None:
    """The one place in which all the others lie, to be chosen beforehand."""
    first = areas.first()
    if first is None or areas.exclude(path__startswith=first.path).exists():
        return None
    return first
