"""A village with its officer and chief, and who patrols there."""

import pytest

from station.roles import Role
from tests import factories as make


@pytest.fixture
def chief(village):
    return make.person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def team(village):
    return make.TeamFactory(area=village)


@pytest.fixture
def volunteer(village, team):
    """Somebody of the team with an account."""
    user = make.person(Role.VOLUNTEER, village)
    found = make.VolunteerFactory(area=village, user=user)
    make.MembershipFactory(team=team, volunteer=found)
    return found


@pytest.fixture
def captain(village, team):
    """Whoever leads the team."""
    user = make.person(Role.VOLUNTEER, village)
    found = make.VolunteerFactory(area=village, user=user)
    make.MembershipFactory(team=team, volunteer=found, role="captain")
    return found
