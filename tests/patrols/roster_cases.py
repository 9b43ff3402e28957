"""What tests of rosters begin with: a team, people in it, a shift."""

from datetime import timedelta

from station.roles import Role
from tests import factories as make
from tests.factories import NOW

LATER = NOW + timedelta(days=2)  # Sunday 10:00 in Shanghai


def member(team, role="member", **facts):
    """A volunteer of the team, with an account."""
    user = make.person(Role.VOLUNTEER, team.area)
    volunteer = make.VolunteerFactory(area=team.area, user=user, **facts)
    make.MembershipFactory(team=team, volunteer=volunteer, role=role)
    return volunteer


def shift_of(team, starts_at=LATER, hours=2, **facts):
    """A published shift of the team."""
    return make.ShiftFactory(
        team=team,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        **facts,
    )
