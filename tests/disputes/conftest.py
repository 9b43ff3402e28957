"""A village, its officer and its chief."""

import pytest

from station.roles import Role
from tests.factories import CommunityFactory, HouseholdFactory, officer, person


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def wang(village):
    return officer(village)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def household(village):
    return HouseholdFactory(address__community=village)
