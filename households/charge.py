"""Who answers for an area today: behind its card, and for what residents send."""

from dataclasses import dataclass
from datetime import date

from station.models import Area, Post, User
from station.models.area import STEP
from station.roles import Role

OFFICER = Role.COMMUNITY_OFFICER
AUXILIARY = Role.AUXILIARY_OFFICER
CHIEF = Role.STATION_CHIEF
SUPERVISOR = Role.COUNTY_SUPERVISOR
LINE = (OFFICER, AUXILIARY, CHIEF, SUPERVISOR)


@dataclass(frozen=True)
class Charge:
    """The line of duty over one area on one day, nearest posts first."""

    area: Area
    posts: tuple[Post, ...]

    @classmethod
    def over(cls, area: Area, posts: list[Post]) -> "Charge":
        """Who stands in for somebody comes before the one stood in for."""
        ordered = sorted(
            posts, key=lambda post: (not post.is_acting, post.from_on, post.pk)
        )
        return cls(area, tuple(ordered))

    def of(self, role: str) -> list[Post]:
        """The nearest posts of a role: a grid's own before the village's."""
        found = [post for post in self.posts if post.role == role]
        nearest = max((len(post.area.path) for post in found), default=0)
        return [post for post in found if len(post.area.path) == nearest]

    @property
    def officers(self) -> list[Post]:
        return self.of(OFFICER)

    @property
    def auxiliaries(self) -> list[Post]:
        return self.of(AUXILIARY)

    @property
    def chiefs(self) -> list[Post]:
        return self.of(CHIEF)

    @property
    def faces(self) -> list[Post]:
        """Whom the card shows: officer and auxiliary, else the chief."""
        officers = self.officers or self.chiefs
        return _each_once([*officers, *self.auxiliaries])

    def owner(self) -> User | None:
        """Who owes the answer to a message, or looks into a tip."""
        return self._first(OFFICER, CHIEF, SUPERVISOR)

    def overseer(self, *, about: User | None = None) -> User | None:
        """Who looks into a tip about an officer: never that officer.

        The chief; where it is about a chief, the county.
        """
        chiefs = {post.user_id for post in self.posts if post.role == CHIEF}
        if about is not None and about.pk in chiefs:
            return self._first(SUPERVISOR, without=about)
        return self._first(CHIEF, SUPERVISOR, without=about)

    def _first(self, *roles: str, without: User | None = None) -> User | None:
        for role in roles:
            for post in self.of(role):
                if without is None or post.user_id != without.pk:
                    return post.user
        return None


def _each_once(posts: list[Post]) -> list[Post]:
    """A person with two posts shows once."""
    return list({post.user_id: post for post in reversed(posts)}.values())[::-1]


def charge_of(area: Area, *, on: date) -> Charge:
    """The line of duty over an area, in one query."""
    return charges_of([area], on=on)[0]


def charges_of(areas: list[Area], *, on: date) -> list[Charge]:
    """The lines of duty over these areas, in one query however many they are."""
    steps = [
        [area.path[:end] for end in range(STEP, len(area.path) + 1, STEP)]
        for area in areas
    ]
    posts = (
        Post.objects.valid(on=on)
        .filter(area__path__in={path for paths in steps for path in paths})
        .for_role(*LINE)
        .filter(user__is_active=True)
        .select_related("user__photo", "area")
    )
    return [
        Charge.over(area, [post for post in posts if post.area.path in paths])
        for area, paths in zip(areas, steps, strict=True)
    ]
