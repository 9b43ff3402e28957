from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from households.models import Household
from station import policy
from station.models import User
from station.roles import Role
from tests.factories import (
    TODAY,
    CommunityFactory,
    GridFactory,
    HouseholdFactory,
    PostFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


class TestScope:
    def test_an_officer_sees_the_village_and_its_grids(self):
        village = CommunityFactory()
        grid = GridFactory(parent=village)

        scope = policy.scope(officer(village), "household.view")

        assert scope.area_ids == {village.pk, grid.pk}

    def test_a_chief_sees_the_whole_station_from_any_post_in_it(self):
        village = CommunityFactory()
        neighbour = CommunityFactory(parent=village.parent)

        scope = policy.scope(person(Role.STATION_CHIEF, village), "household.view")

        assert neighbour.pk in scope.area_ids

    def test_a_post_that_ended_gives_nothing(self):
        post = PostFactory(until_on=TODAY - timedelta(days=400))

        assert policy.scope(post.user, "household.view").is_empty

    def test_a_request_ends_after_midnight_with_the_rights_it_began_with(
        self, time_machine, django_assert_num_queries
    ):
        here = timezone.get_current_timezone()
        last_day = datetime(2026, 11, 22, 23, 59, 59, tzinfo=here)
        time_machine.move_to(last_day, tick=False)
        post = PostFactory(until_on=last_day.date())
        asking = User.objects.get(pk=post.user_id)
        assert policy.can(asking, "household.view")

        time_machine.move_to(last_day + timedelta(seconds=2), tick=False)

        with django_assert_num_queries(0):
            assert policy.can(asking, "household.view")
        asking_next = User.objects.get(pk=post.user_id)
        assert not policy.can(asking_next, "household.view")

    def test_what_the_table_does_not_name_is_refused(self, wang):
        assert not policy.can(wang, "household.burn")

    def test_a_system_administrator_holds_no_other_right(self):
        admin = person(Role.SYSTEM_ADMIN)
        PostFactory(user=admin, role=Role.COMMUNITY_OFFICER)

        assert not policy.can(admin, "household.view")


class TestVisibleTo:
    def test_leaves_out_the_next_village(self):
        here, there = HouseholdFactory(), HouseholdFactory()

        found = Household.objects.visible_to(officer(here.area))

        assert list(found) == [here]
        assert there not in found
