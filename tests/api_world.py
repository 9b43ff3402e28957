"""Two villages with something of everything, and a key for each role."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import Resolver404, resolve
from django.utils import timezone

from station.api.permissions import named
from station.crypto import fingerprint
from station.models import Area, Attachment, ServiceToken
from station.roles import Role
from station.views.policy import SIGNED_IN
from tests import factories as make
from tests.access.rows import ELSEWHERE, HERE, LEVELS, REACH, cells
from tests.api_records import MAKERS, reader

NOBODY = "nobody"  # a client that sends no key
CALLERS = (*Role, NOBODY)


@dataclass
class ApiWorld:
    """What stands here, what stands in another county, and whose key is which."""

    here: dict[str, object]
    elsewhere: dict[str, object]
    keys: dict[str, str]
    people: dict[str, object]
    given: dict[str, int] = field(default_factory=dict)

    def headers(self, caller: str) -> dict[str, str]:
        if caller == NOBODY:
            return {}
        return {"Authorization": f"Token {self.keys[caller]}"}

    def place_of(self, resource: str, pk: int) -> str | None:
        """In which of the places the record stands, if in one of them."""
        for place, rows in ((HERE, self.here), (ELSEWHERE, self.elsewhere)):
            if resource in rows and rows[resource].pk == pk:
                return place
        return None


def made() -> ApiWorld:
    """The records of both places, and everybody who may ask for them."""
    here, elsewhere = make.CommunityFactory(), make.CommunityFactory()
    people = {role: _person(role, here) for role in Role}
    world = ApiWorld(
        here=_records(here),
        elsewhere=_records(elsewhere),
        keys={role: _key(role, person) for role, person in people.items()},
        people=people,
    )
    world.given = _given(world, here)
    return world


def _person(role: str, village):
    level = LEVELS.get(role, "community")
    area = Area.objects.above(village).get(kind=level)
    person = reader(area, role)
    if role == Role.API_CLIENT:
        person.is_service = True
        person.save()
    if role == Role.VOLUNTEER:
        make.VolunteerFactory(user=person, area=area)
    return person


def _records(village) -> dict[str, object]:
    rows = {name: make_one(village) for name, make_one in MAKERS.items()}
    rows["areas"], rows["users"] = village, reader(village)
    rows["posts"] = rows["users"].posts.get()
    rows["register-imports"] = make.RegisterImportFactory(owner=rows["users"])
    rows["attachments"] = Attachment.objects.create(
        kind=Attachment.Kind.PHOTO,
        area=village,
        file_name=f"{village.pk}.jpg",
        thumbnail_name=f"{village.pk}-small.jpg",
        content_type="image/jpeg",
        size=1,
        sha256=b"x" * 32,
        uploaded_by=rows["users"],
    )
    return rows


def _key(role: str, person) -> str:
    key = f"fq_the-key-of-the-{role}"
    ServiceToken.objects.create(
        user=person,
        name=role,
        prefix=key[:8],
        key_hash=fingerprint(key),
        may_write=True,
        rate=60_000,
        expires_at=timezone.now() + timedelta(days=1),
        created_by=person,
    )
    return key


def _given(world: ApiWorld, village) -> dict[str, int]:
    """What a body that names another record is given, so that rules are reached."""
    rows, officer = world.here, world.people[Role.COMMUNITY_OFFICER].pk
    return {
        "area": village.pk,
        "parent": village.pk,
        "address": rows["addresses"].pk,
        "household": rows["households"].pk,
        "assigned_to": officer,
        "to": officer,
        "user": officer,
        "visit": rows["visits"].pk,
        "card": rows["contact-cards"].pk,
    }


# -- what the policy table says -----------------------------------------------


def permissions_of(path: str, method: str) -> tuple[str, ...]:
    """Of which an address asks one; none where there is no such address."""
    try:
        view = resolve(path).func
    except Resolver404:
        return ()
    action = getattr(view, "actions", {}).get(method.lower())
    return named(view.cls, action) if action else ()


def is_let_in(caller: str, permissions: tuple[str, ...]) -> bool:
    """Does the table let this role begin?"""
    if caller == NOBODY:
        return False
    return any(found == SIGNED_IN or caller in cells(found) for found in permissions)


def reaches(caller: str, permission: str, place: str) -> bool:
    """Does what the table gives this role reach the place?"""
    scope = cells(permission).get(caller)
    return scope is not None and place in REACH[scope]


@contextmanager
def one_connection():
    """The calls of a test stand within its transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
