"""Who may do what, and where: what the one table (``policy_table``) means for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.apps import apps
from django.db import connection
from django.utils import timezone

from station.policy_table import TABLE
from station.roles import SEPARATED
from station.written_once import SideBySide

ON_DAY = """station_post.from_on <= %s
  AND (station_post.until_on IS NULL OR station_post.until_on >= %s)"""
POSTS = f"""
FROM station_post JOIN station_area ON station_area.id = station_post.area_id
WHERE station_post.user_id = %s AND {ON_DAY}
"""
BELOW = "SELECT array_agg(id) FROM station_area WHERE starts_with(path, %s)"
# Levels at which "station" and "county" begin; a post above them keeps its own area.
LEVEL = {"station": "station", "county": "county"}


@dataclass(frozen=True)
class Scope:
    """Where somebody may do one thing."""

    everything: bool = False
    own: bool = False
    assigned: bool = False
    area_ids: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def keys(self) -> "Keys":
        """The areas as one value for the database."""
        return Keys(self.area_ids)

    @property
    def is_more_than_areas(self) -> bool:
        """Is something reached that does not lie in one of the areas?"""
        return self.everything or self.own or self.assigned

    @property
    def is_empty(self) -> bool:
        return not (self.is_more_than_areas or self.area_ids)


class Keys:
    """Many ids as PostgreSQL writes an array; a county has a thousand areas."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.text = f"{{{','.join(map(str, sorted(ids)))}}}"

    def __str__(self):
        return self.text


NOTHING = Scope()


class Rights:
    """What a person's posts of one day give; made once per request."""

    def __init__(self, posts: list) -> None:
        separated = [post for post in posts if post.role in SEPARATED]
        self.posts = separated or posts
        self.roles = frozenset(post.role for post in self.posts)
        self._ids_of_root: dict[str, frozenset[int]] = {}
        self._scopes: dict[str, Scope] = {}
        self._unions: dict[tuple, Scope] = {}
        self._ancestors: dict[str, object] | None = None

    def scope(self, permission: str) -> Scope:
        """The union of what every post gives for ``resource.action``."""
        if permission not in self._scopes:
            given = cells(permission)
            granted = [(given[p.role], p) for p in self.posts if p.role in given]
            self._scopes[permission] = self._union(granted)
        return self._scopes[permission]

    def _union(self, granted: list[tuple]) -> Scope:
        """Made once for all permissions that reach equally far."""
        kinds = frozenset(kind for kind, _post in granted)
        if "all" in kinds:
            return Scope(everything=True)
        roots = {
            root.path: root
            for kind, post in granted
            if kind in {"area", "station", "county"}
            for root in [self._root(kind, post.area)]
        }
        reached = (kinds & {"own", "assigned", "team"}, frozenset(roots))
        if reached not in self._unions:
            below = [self._area_ids(root) for root in roots.values()]
            self._unions[reached] = Scope(
                own=bool(kinds & {"own", "team"}),
                assigned=bool(kinds & {"assigned", "team"}),
                area_ids=frozenset().union(*below),
            )
        return self._unions[reached]

    def give(self, permission: str) -> bool:
        """Does any post give it somewhere? Cheap: no area is looked up."""
        return not self.roles.isdisjoint(cells(permission))

    def _root(self, kind: str, area):
        """The area of the post, or the station or county it lies in."""
        level = LEVEL.get(kind)
        if level is None or area.kind == level:
            return area
        if self._ancestors is None:
            self._ancestors = _ancestors_of(self.posts)
        for end in range(len(area.path), 0, -8):
            above = self._ancestors.get(area.path[:end])
            if above is not None and above.kind == level:
                return above
        return area

    def _area_ids(self, root) -> frozenset[int]:
        if root.path not in self._ids_of_root:
            with connection.cursor() as cursor:
                cursor.execute(BELOW, [root.path])
                self._ids_of_root[root.path] = frozenset(cursor.fetchone()[0] or ())
        return self._ids_of_root[root.path]


@cache
def _posts_and_areas() -> SideBySide:
    get = apps.get_model
    return SideBySide(get("station", "Post"), get("station", "Area"), rest=POSTS)


def _posts(user, *, on: date) -> list:
    """The posts this person holds on that day, each with its area."""
    rows = _posts_and_areas().fetch(user.pk, on, on)
    return [_linked(post, area, user) for post, area in rows]


def _linked(post, area, user):
    post.area, post.user = area, user
    return post


def begin(user, found: Iterable[tuple]) -> None:
    """What was read together with the account: today's posts, each with its area."""
    posts = [_linked(post, area, user) for post, area in found if post is not None]
    user._rights = Rights(posts)


def _ancestors_of(posts) -> dict[str, object]:
    """Every area above the areas of these posts, by path, in one query."""
    paths = {
        post.area.path[:end]
        for post in posts
        for end in range(8, len(post.area.path) + 1, 8)
    }
    areas = apps.get_model("station", "Area").objects.filter(path__in=paths)
    return {area.path: area for area in areas}


def cells(permission: str) -> dict[str, str]:
    """Which role may do it where."""
    resource, _separator, action = permission.partition(".")
    return TABLE.get(resource, {}).get(action, {})


def rights(user) -> Rights:
    """The person's rights, computed once for this user object.

    A request that began before midnight ends with the rights it began with.
    """
    known = getattr(user, "_rights", None)
    if known is None:
        known = user._rights = Rights(_posts(user, on=timezone.localdate()))
    return known


def scope(user, permission: str) -> Scope:
    """Where this person may do ``resource.action`` at this moment."""
    return rights(user).scope(permission) if _is_let(user, permission) else NOTHING


def _is_let(user, permission: str) -> bool:
    """Somebody of today, and nothing their key was narrowed from."""
    if not user.is_authenticated or not user.is_active or not cells(permission):
        return False
    limit = getattr(user, "token_limit", None)
    return limit is None or limit.allows(permission)


def can(user, permission: str, obj=None) -> bool:
    """May this person do it at all, or to this object?"""
    if obj is None:
        return _is_let(user, permission) and rights(user).give(permission)
    found = scope(user, permission)
    if found.everything or found.is_empty:
        return not found.is_empty
    area_id = _value(obj, getattr(obj, "scope_area", None))
    if area_id in found.area_ids:
        return True
    return _is_own(user, obj, found) or _is_given(user, obj, found)


def _is_own(user, obj, found: Scope) -> bool:
    return found.own and _value(obj, getattr(obj, "scope_own", None)) == user.pk


def _is_given(user, obj, found: Scope) -> bool:
    """Given to the person by name, or of a team they lead."""
    if not found.assigned:
        return False
    if hasattr(obj, "is_led_by"):
        return obj.is_led_by(user)
    return _value(obj, getattr(obj, "scope_assigned", None)) == user.pk


def _value(obj, lookup: str | None):
    """Follow a look-up such as ``household__area_id`` on an object."""
    if lookup is None:
        return None
    for name in lookup.split("__"):
        obj = getattr(obj, name, None)
    return obj


def is_known(permission: str) -> bool:
    """Does the table name this permission?"""
    return bool(cells(permission))


def covers(user, permission: str, area) -> bool:
    """May this person do it in this area?"""
    found = scope(user, permission)
    return found.everything or area.pk in found.area_ids
