"""A village, its officer, a household and a scam type."""

import pytest

from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    ScamTypeFactory,
    officer,
)


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def wang(village):
    return officer(village)


@pytest.fixture
def household(village):
    return HouseholdFactory(address__community=village)


@pytest.fixture
def rebates():
    return ScamTypeFactory()
