"""Teams on three levels, and who is in them."""

from datetime import timedelta

import pytest

from patrols.actions import teams
from patrols.models import Membership
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.TownTeamFactory()


@pytest.fixture
def village(town):
    area = make.CommunityFactory(parent=town.area)
    return make.TeamFactory(parent=town, area=area)


@pytest.fixture
def officer(village):
    return make.officer(village.area)


@pytest.fixture
def step(officer):
    return {"by": officer, "at": NOW}


def facts(team, **changes) -> teams.Facts:
    return teams.Facts(
        **{
            "name": "天城村第一网格义警小组",
            "level": "group",
            "area": team.area,
            "parent": team,
            "founded_on": TODAY,
            **changes,
        }
    )


class TestCreate:
    def test_a_group_belongs_to_a_village(self, village, step):
        group = teams.create(facts=facts(village), **step)

        assert group.parent == village
        assert group.name_sort.startswith("tian cheng cun")

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"level": "town"}, "parent"),
            ({"level": "village"}, "parent"),
            ({"parent": None}, "parent"),
            ({"name": ""}, "no_name"),
            ({"level": "army"}, "unknown_choice"),
            ({"founded_on": TODAY + timedelta(days=1)}, "in_future"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, step, changes, code):
        with pytest.raises(RuleError) as refusal:
            teams.create(facts=facts(village, **changes), **step)

        assert refusal.value.code == code

    def test_has_its_name_once_in_the_area(self, village, step):
        teams.create(facts=facts(village), **step)

        with pytest.raises(RuleError) as refusal:
            teams.create(facts=facts(village), **step)

        assert refusal.value.code == teams.SAME_NAME


class TestEdit:
    def test_keeps_its_level_while_others_belong_to_it(self, town, village, step):
        with pytest.raises(RuleError) as refusal:
            teams.edit(
                team=town,
                facts=facts(town, level="village", parent=None),
                version=town.version,
                **step,
            )

        assert refusal.value.code == "has_children"

    def test_sets_the_name_right(self, town, village, step):
        found = teams.edit(
            team=village,
            facts=facts(town, name="天城义警队", level="village"),
            version=village.version,
            **step,
        )

        assert found.name == "天城义警队"
        assert found.version == village.version + 1


class TestMembers:
    def test_join_and_leave(self, village, step):
        volunteer = make.VolunteerFactory(area=village.area)

        row = teams.join(team=village, volunteer=volunteer, **step)
        teams.leave(membership=row, **step)

        assert not village.memberships.current().exists()
        assert Membership.objects.get().until_on == TODAY

    def test_nobody_is_in_a_team_twice(self, village, step):
        row = make.MembershipFactory(team=village)

        with pytest.raises(RuleError) as refusal:
            teams.join(team=village, volunteer=row.volunteer, **step)

        assert refusal.value.code == teams.IN_IT

    def test_only_who_serves_joins(self, village, step):
        with pytest.raises(RuleError) as refusal:
            teams.join(team=village, volunteer=make.ApplicantFactory(), **step)

        assert refusal.value.code == "state"

    def test_a_new_captain_takes_over(self, village, step):
        captain = make.CaptainFactory(team=village)
        member = make.MembershipFactory(team=village)

        teams.set_role(membership=member, role="captain", **step)

        captain.refresh_from_db()
        assert captain.role == "member"
        assert village.memberships.leading().get() == member

    def test_a_second_captain_does_not_simply_join(self, village, step):
        make.CaptainFactory(team=village)

        with pytest.raises(RuleError) as refusal:
            teams.join(
                team=village,
                volunteer=make.VolunteerFactory(),
                role="captain",
                **step,
            )

        assert refusal.value.code == teams.TWO_CAPTAINS


class TestDissolve:
    def test_lets_its_members_go(self, village, step):
        row = make.MembershipFactory(team=village)

        found = teams.dissolve(
            team=village, reason="并入镇大队", version=village.version, **step
        )

        row.refresh_from_db()
        assert found.dissolved_on == TODAY
        assert row.until_on == TODAY

    def test_waits_for_the_teams_below(self, town, village, step):
        with pytest.raises(RuleError) as refusal:
            teams.dissolve(team=town, reason="x", version=town.version, **step)

        assert refusal.value.code == "has_children"

    def test_is_the_end(self, village, step):
        done = teams.dissolve(
            team=village, reason="并入", version=village.version, **step
        )

        with pytest.raises(RuleError) as refusal:
            teams.join(team=done, volunteer=make.VolunteerFactory(), **step)

        assert refusal.value.code == "dissolved"
