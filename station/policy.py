"""Who may do what, and where: what the one table (``policy_table``) means for a person."""

from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.utils import timezone

from station.policy_table import TABLE
from station.roles import SEPARATED

# Levels at which "station" and "county" begin; a post above them keeps its own area.
LEVEL = {"station": "station", "county": "county"}


@dataclass(frozen=True)
class Scope:
    """Where somebody may do one thing."""

    everything: bool = False
    own: bool = False
    assigned: bool = False
    area_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.own or self.assigned or self.area_ids)


NOTHING = Scope()


class Rights:
    """What a person's posts of one day give; made once per request."""

    def __init__(self, user, *, on: date) -> None:
        posts = list(user.posts.valid(on=on).select_related("area"))
        separated = [post for post in posts if post.role in SEPARATED]
        self.posts = separated or posts
        self.roles = frozenset(post.role for post in self.posts)
        self._ids_of_root: dict[str, frozenset[int]] = {}
        self._ancestors: dict[str, object] | None = None

    def scope(self, permission: str) -> Scope:
        """The union of what every post gives for ``resource.action``."""
        given = cells(permission)
        granted = [(given[p.role], p) for p in self.posts if p.role in given]
        kinds = {kind for kind, _post in granted}
        if "all" in kinds:
            return Scope(everything=True)
        ids: set[int] = set()
        for kind, post in granted:
            if kind in {"area", "station", "county"}:
                ids |= self._area_ids(self._root(kind, post.area))
        return Scope(
            own=bool(kinds & {"own", "team"}),
            assigned=bool(kinds & {"assigned", "team"}),
            area_ids=frozenset(ids),
        )

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
            areas = apps.get_model("station", "Area").objects
            self._ids_of_root[root.path] = frozenset(
                areas.below(root).values_list("pk", flat=True)
            )
        return self._ids_of_root[root.path]


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
        known = user._rights = Rights(user, on=timezone.localdate())
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
