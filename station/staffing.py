"""Who serves where: the officer, the auxiliary and the 3+N team of every area."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from station.models import Area, Post
from station.roles import Duty, Role

TEAM_ROLES = (
    Role.COMMUNITY_OFFICER,
    Role.AUXILIARY_OFFICER,
    Role.PARTNER,
    Role.VOLUNTEER,
)


@dataclass
class Staffing:
    """The people of one area, own posts first, and what is missing."""

    area: Area
    officers: list[Post] = field(default_factory=list)
    auxiliaries: list[Post] = field(default_factory=list)
    partners: list[Post] = field(default_factory=list)
    volunteers: list[Post] = field(default_factory=list)
    chiefs: list[Post] = field(default_factory=list)

    def has_duty(self, duty: str) -> bool:
        return any(post.duty == duty for post in self.partners)

    @property
    def lacks_officer(self) -> bool:
        return not self.officers

    @property
    def lacks_auxiliary(self) -> bool:
        """One village, one auxiliary (一村一辅警)."""
        return self.area.kind == Area.Kind.COMMUNITY and not self.auxiliaries

    @property
    def lacks_community_worker(self) -> bool:
        return self._is_grid and not self.has_duty(Duty.COMMUNITY_WORKER)

    @property
    def lacks_grid_worker(self) -> bool:
        return self._is_grid and not self.has_duty(Duty.GRID_WORKER)

    @property
    def lacks_chief(self) -> bool:
        return self.area.kind == Area.Kind.STATION and not self.chiefs

    @property
    def is_complete(self) -> bool:
        """3+N: officer or auxiliary, community worker, grid worker, and the others."""
        if self._is_grid:
            police = self.officers or self.auxiliaries
            return bool(police) and not (
                self.lacks_community_worker or self.lacks_grid_worker
            )
        if self.area.kind == Area.Kind.STATION:
            return not self.lacks_chief
        return not (self.lacks_officer or self.lacks_auxiliary)

    @property
    def _is_grid(self) -> bool:
        return self.area.kind == Area.Kind.GRID


def staffing_of(areas: list[Area], *, on: date) -> list[Staffing]:
    """The staffing of these areas on a day, in two queries however many they are.

    Officers and auxiliaries of a village also serve in its grids.
    """
    paths = {a.path[:end] for a in areas for end in range(8, len(a.path) + 1, 8)}
    posts = (
        Post.objects.valid(on=on)
        .filter(area__path__in=paths, user__is_active=True)
        .select_related("user", "area")
        .order_by("from_on", "pk")
    )
    by_path: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_path[post.area.path].append(post)
    return [_staffing(area, by_path) for area in areas]


def _staffing(area: Area, by_path: dict[str, list[Post]]) -> Staffing:
    found = Staffing(area)
    lists = {
        Role.COMMUNITY_OFFICER: found.officers,
        Role.AUXILIARY_OFFICER: found.auxiliaries,
    }
    for end in range(len(area.path), 0, -8):
        for post in by_path.get(area.path[:end], ()):
            if post.role in lists:
                lists[post.role].append(post)
            elif post.area_id == area.pk:
                _file_own(found, post)
    return found


def _file_own(found: Staffing, post: Post) -> None:
    """Partners, volunteers and chiefs count only where they are posted."""
    lists = {
        Role.PARTNER: found.partners,
        Role.VOLUNTEER: found.volunteers,
        Role.STATION_CHIEF: found.chiefs,
    }
    if post.role in lists:
        lists[post.role].append(post)


def in_charge(area: Area, *, on: date) -> Post | None:
    """Who answers for the area: its officer, else its auxiliary, else the chief.

    The nearest post counts: a grid's own before the village's before the station's.
    """
    order = (Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER, Role.STATION_CHIEF)
    posts = list(
        Post.objects.valid(on=on)
        .covering(area)
        .filter(role__in=order, user__is_active=True)
        .select_related("user", "area")
        .order_by("from_on", "pk")
    )
    posts.sort(key=lambda post: (order.index(post.role), -len(post.area.path)))
    return posts[0] if posts else None


def chief_of(area: Area, *, on: date) -> Post | None:
    """The station's chief, else the county's supervisor."""
    posts = list(
        Post.objects.valid(on=on)
        .covering(area)
        .for_role(Role.STATION_CHIEF, Role.COUNTY_SUPERVISOR)
        .filter(user__is_active=True)
        .select_related("user", "area")
        .order_by("from_on", "pk")
    )
    posts.sort(key=lambda post: -len(post.area.path))
    return posts[0] if posts else None
