"""A standing lies where its household lives: the database sees to it, whoever writes."""

import threading
import time

import pytest
from django.db import connection, transaction

from households.actions import households as actions
from households.models import Household, HouseholdStanding
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    AddressFactory,
    CommunityFactory,
    GridFactory,
    HouseholdFactory,
    person,
)

pytestmark = pytest.mark.django_db


def area_of(household):
    return HouseholdStanding.objects.get(household=household).area


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def officer(village):
    return person(Role.COMMUNITY_OFFICER, village)


class TestStanding:
    def test_of_a_new_household_lies_at_its_door(self, village, officer):
        door = AddressFactory(community=village)

        made = actions.create(address=door, by=officer, at=NOW)

        assert area_of(made) == village

    def test_moves_with_the_household(self, village, household, officer):
        grid = GridFactory(parent=village)
        door = AddressFactory(community=village, area=grid)

        actions.edit(
            household=household,
            address=door,
            number=household.number,
            note="",
            version=household.version,
            by=officer,
            at=NOW,
        )

        assert area_of(household) == grid

    def test_lies_nowhere_once_it_has_left(self, household, officer):
        actions.leave(
            household=household,
            left_on=TODAY,
            version=household.version,
            by=officer,
            at=NOW,
        )

        assert area_of(household) is None

    def test_is_back_when_it_returns_in_bulk(self, village, household):
        Household.objects.update(left_on=TODAY)
        assert area_of(household) is None

        Household.objects.update(left_on=None)

        assert area_of(household) == village

    def test_written_late_for_one_that_left_lies_nowhere(self, household):
        HouseholdStanding.objects.all().delete()
        Household.objects.update(left_on=TODAY)

        HouseholdStanding.objects.create(household=household)

        assert area_of(household) is None

    def test_cannot_be_set_elsewhere_when_it_is_written(self, village, household):
        HouseholdStanding.objects.all().delete()

        HouseholdStanding.objects.create(household=household, area=CommunityFactory())

        assert area_of(household) == village

    def test_without_a_day_is_in_time_for_ever(self, household):
        standing = HouseholdStanding.objects.get(household=household)

        assert standing.in_time_until.year == 2999

        HouseholdStanding.objects.update(next_due_on=TODAY)
        standing.refresh_from_db()
        assert standing.in_time_until == TODAY


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_written_while_the_household_moves_lies_where_it_moved(village):
    household = HouseholdFactory(community=village, standing=None)
    elsewhere = GridFactory(parent=village)

    def write():
        HouseholdStanding.objects.create(household_id=household.pk)
        connection.close()

    with transaction.atomic():
        Household.objects.filter(pk=household.pk).update(area=elsewhere)
        writer = threading.Thread(target=write)
        writer.start()
        deadline = time.monotonic() + 10
        while not someone_waits() and time.monotonic() < deadline:
            writer.join(0.01)
    writer.join(10)

    assert area_of(household) == elsewhere
