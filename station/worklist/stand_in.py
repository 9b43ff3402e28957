"""Somebody who stands for everybody with the same rights, at a moment far away.

Their key, the keys of their areas and their time are unlike any other, so a statement
shows where they went.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import singledispatchmethod

from django.utils import timezone

from station import policy
from station.models import User
from station.worklist.gaps import Areas, Clock, Day, Gap, Moment, Person

# Two, so unlike each other that what is reckoned from them in another way than the gaps
# know (the month, the year, the hour) comes out differently.
TIMES = (
    datetime(4003, 3, 17, 5, 41, 13, 573911, tzinfo=UTC),
    datetime(4110, 10, 6, 1, 12, 58, 916377, tzinfo=UTC),
)
KEYS = (6_217_354_000_000_000_000, 7_329_146_000_000_000_000)
NEAR = timedelta(days=4000)


class UnknownValue(Exception):
    """A value of which nobody can say where it comes from."""


@dataclass(frozen=True)
class _Area:
    """Of where a post is, what two people may share."""

    kind: str

    @property
    def path(self) -> str:
        """One for all of a kind: which it is, nobody knows."""
        return self.kind


@dataclass(frozen=True)
class _Post:
    role: str
    area: _Area


class _Rights(policy.Rights):
    """The same posts, in areas that nobody knows."""

    def __init__(self, posts, key: int) -> None:
        super().__init__([_Post(post.role, _Area(post.area.kind)) for post in posts])
        self.first_key = key
        self.permissions: dict[frozenset, str] = {}  # each reaches another way

    def scope(self, permission: str) -> policy.Scope:
        found = super().scope(permission)
        if not found.area_ids:
            return found
        return replace(found, area_ids=frozenset({self._key(permission)}))

    def _key(self, permission: str) -> int:
        """One for all permissions that the posts give in the same way."""
        cells = policy.cells(permission)
        given = frozenset((role, cells[role]) for role in self.roles & cells.keys())
        self.permissions.setdefault(given, permission)
        return self.first_key + list(self.permissions).index(given)

    def _root(self, _kind: str, area):
        return area

    def _area_ids(self, _root) -> frozenset[int]:
        return frozenset({self.first_key})


class StandIn:
    """The person to be put into statements, and what of them is found there again."""

    def __init__(self, user, number: int) -> None:
        self.now = TIMES[number]
        self.key = KEYS[number]
        self.rights = _Rights(user.rights.posts, self.key + 1)
        self.person = User.from_db(None, ["id", "is_active"], [self.key, True])
        self.person._rights = self.rights
        self.person.token_limit = getattr(user, "token_limit", None)

    @singledispatchmethod
    def gap(self, value) -> Gap | None:
        """What goes where this value is; nothing where it is the same for everybody."""
        raise UnknownValue(value)

    @gap.register(Decimal | timedelta | None)
    def _same_for_all(self, _value) -> None:
        return None

    @gap.register
    def _text(self, value: str) -> Gap | None:
        """Areas go to the database as text, many in one."""
        for number, permission in enumerate(self.rights.permissions.values()):
            if value == str(policy.Keys([self.rights.first_key + number])):
                return Areas(permission)
        if str(self.key).rstrip("0") in value:
            raise UnknownValue(value)
        return None

    @gap.register
    def _number(self, value: int) -> Gap | None:
        if value == self.key:
            return Person()
        if value > self.key:  # an area alone, of who knows how many
            raise UnknownValue(value)
        return None

    @gap.register(list | tuple)
    def _many(self, values) -> None:
        if any(self.gap(value) for value in values):
            raise UnknownValue(values)

    @gap.register
    def _day(self, value: date) -> Gap:
        return Day(self._near(value - timezone.localdate(self.now)))

    @gap.register
    def _moment(self, value: datetime) -> Gap:
        away = self._near(value - self.now)
        if not away.microseconds:
            return Moment(away)
        local = timezone.localtime(value)
        return Clock(local.date() - timezone.localdate(self.now), local.time())

    def _near(self, away: timedelta) -> timedelta:
        """Any other day was read from another clock."""
        if abs(away) > NEAR:
            raise UnknownValue(away)
        return away


def shape(user) -> tuple:
    """All that what somebody is asked for depends on, but key, areas and time."""
    posts = {(post.role, post.area.kind) for post in user.rights.posts}
    limit = getattr(user, "token_limit", None)
    lets = limit and tuple(
        limit.allows(f"{resource}.{action}")
        for resource, actions in policy.TABLE.items()
        for action in actions
    )
    return user.is_active, tuple(sorted(posts)), lets
