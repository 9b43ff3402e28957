"""One row of the access table, and what it allows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from station import policy
from station.roles import Role
from station.views.policy import PUBLIC, SIGNED_IN

FOUND = frozenset({200, 302})
ACTED = frozenset({200, 302, 400, 409})
NO_GET = frozenset({405})

# Machines do not sign in; they are tested with the API.
PEOPLE = [role for role in Role if role != Role.API_CLIENT]
LEVELS = {
    Role.STATION_CHIEF: "station",
    Role.COUNTY_SUPERVISOR: "county",
    Role.SYSTEM_ADMIN: "county",
    Role.AUDIT_ADMIN: "county",
}
# Where a record lies, seen from the village of the person who asks.
HERE, NEXT_DOOR, ELSEWHERE = "here", "next village", "another county"
REACH = {
    "area": {HERE},
    "station": {HERE, NEXT_DOOR},
    "county": {HERE, NEXT_DOOR},
    "all": {HERE, NEXT_DOOR, ELSEWHERE},
    "own": set(),  # the records here belong to somebody else
    "assigned": set(),
    "team": set(),
}


@dataclass(frozen=True)
class Row:
    """One page: its permission, its record, and what it answers when allowed."""

    permission: str
    record: str = ""
    of: str = ""  # the permission that decides on the record, where it is another
    args: Callable = lambda record: [record.pk]
    fixed: tuple = ()  # what stands in the address of a page without a record
    method: str = "get"
    data: dict = field(default_factory=dict)
    allowed: frozenset = FOUND

    def allows(self, role: str, place: str) -> bool:
        """What the policy table says."""
        if self.permission in {PUBLIC, SIGNED_IN}:
            return not self.record
        if role not in cells(self.permission):
            return False
        scope = cells(self.of or self.permission).get(role)
        return not self.record or (scope is not None and place in REACH[scope])


def cells(permission: str) -> dict:
    resource, _separator, action = permission.partition(".")
    return policy.TABLE[resource][action]


def posted(permission: str, record: str = "", **more) -> Row:
    """A page that only takes a POST."""
    return Row(permission, record, method="post", allowed=ACTED, **more)
