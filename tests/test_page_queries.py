"""Lists and My day ask the database as often for many rows as for few."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.roles import Role
from station.views.policy import PUBLIC
from tests.access import HERE, PAGES, World
from tests.access.world import MAKERS
from tests.kept import kept
from tests.station.sign_in import just_signed_in

FEW, MANY = 2, 8
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


def asked(client, name: str) -> int:
    """The queries of the page; a stamp written once a minute is none of them."""
    counts = []
    for _ in range(2):
        reset_queries()  # the log holds those of a few hundred pages, no more
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=PAGES[name].fixed))
        counts.append(len(queries))
    return min(counts)


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker):
    """How many queries more each page asks of many rows, by role."""
    with kept(django_db_blocker):
        world, clients = World(), {role: Client() for role in ROLES}
        fill(world, FEW)
        for role, client in clients.items():
            just_signed_in(client, world.person(role))
        few = {role: counted(client) for role, client in clients.items()}
        fill(world, MANY)
        many = {role: counted(client) for role, client in clients.items()}
        yield {
            role: {name: many[role][name] - few[role][name] for name in LISTS}
            for role in ROLES
        }


def counted(client) -> dict[str, int]:
    return {name: asked(client, name) for name in LISTS}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_without_a_record_costs_the_same_for_many_rows(role, grown):
    assert {name: more for name, more in grown[role].items() if more > 0} == {}
