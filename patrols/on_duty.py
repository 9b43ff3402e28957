"""Who can be told at once: the officers of a station, and who is out on patrol."""

from collections.abc import Iterable
from datetime import date

from patrols.models import Patrol
from station.models import Area, Post


def station_of(area: Area) -> Area:
    """The station an area lies in; above stations, the area itself."""
    rows = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    return rows.first() or area


def officers(station: Area, *roles: str, on: date) -> list[int]:
    """Everybody with such a post at the station or in one of its villages."""
    posts = Post.objects.valid(on=on).for_role(*roles)
    rows = posts.filter(area__path__startswith=station.path, user__is_active=True)
    return _once(rows.order_by("pk").values_list("user_id", flat=True))


def above(station: Area, *roles: str, on: date) -> list[int]:
    """Everybody with such a post over the station."""
    posts = Post.objects.valid(on=on).for_role(*roles)
    rows = posts.filter(area__path__in=station.path_above, user__is_active=True)
    return _once(rows.order_by("pk").values_list("user_id", flat=True))


def patrolling(station: Area) -> list[int]:
    """Volunteers with an account who are out in the station's area now."""
    rows = Patrol.objects.running().filter(
        area__path__startswith=station.path, volunteer__user__is_active=True
    )
    return _once(rows.order_by("pk").values_list("volunteer__user_id", flat=True))


def _once(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))
