"""Lists and My day ask the database as often for many rows as for few."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from station.roles import Role
from station.views.policy import PUBLIC
from tests.access import HERE, PAGES, World
from tests.access.world import MAKERS
from tests.kept import kept, weigh
from tests.station.sign_in import just_signed_in

FEW, MANY = 2, 8
# However slow the machine: some pages would ask for the password after five minutes.
NO_SECOND_SIGN_IN = {"ACCOUNT_REAUTHENTICATION_TIMEOUT": 24 * 60 * 60}
ROLES = (Role.COMMUNITY_OFFICER, Role.STATION_CHIEF)
LISTS = sorted(
    name
    for name, row in PAGES.items()
    if row.method == "get" and not row.record and row.permission != PUBLIC
)


def fill(world: World, rounds: int) -> None:
    """So many of each kind; of some there can be only one."""
    for kind in [*MAKERS] * rounds:
        with suppress(IntegrityError), transaction.atomic():
            world.record(kind, HERE)
    weigh()


def once(client, name: str) -> int:
    """The queries of one look at the page."""
    reset_queries()  # the log holds those of a few hundred pages, no more
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(name, args=PAGES[name].fixed))
    return len(queries)


def asked(client, name: str, *, few: int | None = None) -> int:
    """The queries of the page; a stamp written once a minute is none of them.

    Where the first look asks no more than was asked for few rows, it is enough.
    """
    count = once(client, name)
    if few is not None and count <= few:
        return count
    return min(count, once(client, name))


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker):
    """How many queries more each page asks of many rows, by role."""
    with kept(django_db_blocker), override_settings(**NO_SECOND_SIGN_IN):
        world = World()
        people = {role: (Client(), world.person(role)) for role in ROLES}

        def counted(role, few=None) -> dict[str, int]:
            client, person = people[role]
            just_signed_in(client, person)
            known = few[role] if few else {}
            return {n: asked(client, n, few=known.get(n)) for n in LISTS}

        fill(world, FEW)
        few = {role: counted(role) for role in ROLES}
        fill(world, MANY)
        many = {role: counted(role, few) for role in ROLES}
        yield {
            role: {name: many[role][name] - few[role][name] for name in LISTS}
            for role in ROLES
        }


@pytest.mark.django_db  # else nobody makes the test database when this file runs alone
@pytest.mark.parametrize("role", ROLES)
def test_a_page_without_a_record_costs_the_same_for_many_rows(role, grown):
    assert {name: more for name, more in grown[role].items() if more > 0} == {}
