"""What volunteers and captains see: their own, their teams', the teams they lead."""

from datetime import timedelta

import pytest

from patrols.models import Shift, SignUp, Team, Volunteer
from station import policy
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def volunteer_of(team, role="member", **facts):
    """A volunteer with an account, in a team."""
    user = make.person(Role.VOLUNTEER, team.area)
    volunteer = make.VolunteerFactory(area=team.area, user=user, **facts)
    make.MembershipFactory(team=team, volunteer=volunteer, role=role)
    return volunteer


@pytest.fixture
def town():
    return make.TownTeamFactory()


@pytest.fixture
def village(town):
    area = make.CommunityFactory(parent=town.area)
    return make.TeamFactory(parent=town, area=area)


@pytest.fixture
def group(village):
    return make.TeamFactory(level="group", parent=village, area=village.area)


class TestVolunteer:
    def test_sees_the_shifts_of_the_own_team_and_of_those_above(
        self, town, village, group
    ):
        member = volunteer_of(group)
        shifts = {make.ShiftFactory(team=team) for team in (town, village, group)}
        make.ShiftFactory()

        assert set(Shift.objects.visible_to(member.user)) == shifts

    def test_does_not_see_the_shifts_of_a_group_below(self, village, group):
        member = volunteer_of(village)
        make.ShiftFactory(team=group)

        assert not Shift.objects.visible_to(member.user).exists()

    def test_sees_nobody_else(self, village):
        member = volunteer_of(village)
        other = volunteer_of(village)
        make.SignUpFactory(shift__team=village, volunteer=other)

        assert list(Volunteer.objects.visible_to(member.user)) == [member]
        assert not SignUp.objects.visible_to(member.user).exists()

    def test_sees_no_more_of_a_team_that_was_left(self, village):
        member = volunteer_of(village)
        member.memberships.update(until_on=TODAY)
        make.ShiftFactory(team=village)

        assert not Shift.objects.visible_to(member.user).exists()


class TestCaptain:
    @pytest.mark.parametrize("role", ["captain", "deputy"])
    def test_sees_who_is_in_the_teams_below(self, village, group, role):
        captain = volunteer_of(village, role)
        member = volunteer_of(group)
        make.VolunteerFactory(area=village.area)

        found = Volunteer.objects.visible_to(captain.user)

        assert set(found) == {captain, member}

    def test_runs_the_shifts_below_and_none_above(self, town, village, group):
        captain = volunteer_of(village, "captain")
        below = make.ShiftFactory(team=group)
        above = make.ShiftFactory(team=town)

        assert list(Shift.objects.visible_to(captain.user, "edit")) == [below]
        assert policy.can(captain.user, "shift.edit", below)
        assert not policy.can(captain.user, "shift.edit", above)

    def test_approves_only_in_teams_led(self, town, village, group):
        captain = volunteer_of(village, "captain")
        own = make.SignUpFactory(shift__team=group)
        make.SignUpFactory(shift__team=town)

        assert list(SignUp.objects.visible_to(captain.user, "approve")) == [own]


class TestOfficer:
    def test_sees_the_teams_of_the_station(self, village):
        officer = make.officer(village.area)
        elsewhere = make.TeamFactory()

        found = Team.objects.visible_to(officer)

        assert village in found
        assert elsewhere not in found

    def test_sees_shifts_of_the_own_area_only(self, village):
        officer = make.officer(village.area)
        shift = make.ShiftFactory(team=village)
        make.ShiftFactory(starts_at=NOW + timedelta(days=2))

        assert list(Shift.objects.visible_to(officer)) == [shift]
