"""The fastest path to a person: who serves where, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from station import working_days
from station.models import Area, Post, User
from station.roles import Role

ON_FOOT = (Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER)


@dataclass(frozen=True)
class Near:
    """Somebody who can go: who, from where, and their duty phone."""

    user: User
    role: str
    area: Area


def station_of(area: Area) -> Area:
    """The station an area lies in; above stations, the area itself."""
    rows = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    return rows.first() or area


def line(area: Area, *, level: int, at: datetime) -> list[int]:
    """Whom it rings for: who serves there, then the station, then its chief.

    Where nobody holds a post, whoever is next is told at once.
    """
    on, station = working_days.local_date(at), station_of(area)
    groups = [
        _users(_posts(ON_FOOT, on=on).filter(area__path__in=area.path_above), station),
        _users(_posts(ON_FOOT, on=on), station),
        _users(_posts((Role.STATION_CHIEF,), on=on), station),
    ]
    reached = [group for group in groups if group][: level + 1]
    return list(dict.fromkeys(user for group in reached for user in group))


def nearest(area: Area, *, at: datetime, most: int = 4) -> list[Near]:
    """Officers and auxiliaries of the place first, then of the village and beyond."""
    on, station = working_days.local_date(at), station_of(area)
    posts = _posts(ON_FOOT, on=on).filter(area__path__startswith=station.path)
    rows = posts.select_related("user", "area__parent").order_by("pk")
    found: dict[int, Near] = {}
    for post in sorted(rows, key=lambda row: -_shared(row.area.path, area.path)):
        near = Near(post.user, post.get_role_display(), post.area)
        found.setdefault(post.user_id, near)
    return list(found.values())[:most]


def _posts(roles: Iterable[str], *, on: date):
    return Post.objects.valid(on=on).for_role(*roles).filter(user__is_active=True)


def _users(posts, station: Area) -> list[int]:
    rows = posts.filter(area__path__startswith=station.path).order_by("pk")
    return list(dict.fromkeys(rows.values_list("user_id", flat=True)))


def _shared(one: str, other: str) -> int:
    """How far two places lie below the same one."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
