"""May a phone keep the round it took along? Asked also when its session is over."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from households import round_permits
from station.actions import posts, sessions, users
from station.models import Post
from station.origin import Caller
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    PostFactory,
    RoundFactory,
    RoundStopFactory,
    person,
)

pytestmark = pytest.mark.django_db

URL = "/households/round/offline/permit/"


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def permit(signed_in, wang, village):
    """What came with the round of today."""
    tour = RoundFactory(officer=wang, area=village, on=timezone.localdate())
    RoundStopFactory(round=tour, household=HouseholdFactory(community=village))
    return signed_in.get("/api/v1/rounds/today/").json()["permit"]


@pytest.fixture
def holds(client, permit):
    """Asks as a phone does whose session is over."""
    client.logout()

    def ask(shown=permit):
        answer = client.get(URL, headers={"X-Round-Permit": shown})
        assert answer["Cache-Control"] == "no-store"
        return answer.json()["holds"]

    return ask


class TestPermit:
    def test_holds_when_the_session_just_ran_out(self, holds):
        assert holds()

    def test_says_nothing_about_anybody_at_a_door(self, permit, wang):
        facts = signing.loads(permit, salt=round_permits.SALT)

        assert set(facts) == {"round", "user", "at"}

    def test_is_over_when_the_account_is_locked(self, holds, wang, chief):
        users.disable(user=wang, by=chief, at=timezone.now())

        assert not holds()

    def test_is_over_when_the_chief_ends_the_sessions(self, holds, wang, chief):
        caller = Caller(address="127.0.0.1", device="phone")
        now = timezone.now()
        sessions.begin(user=wang, session_key="phone", caller=caller, at=now)
        sessions.end_all(user=wang, by=chief, at=timezone.now())

        assert not holds()

    def test_is_over_when_the_post_ends(self, holds, wang, chief):
        post = Post.objects.get(user=wang)
        yesterday = timezone.localdate() - timedelta(days=1)
        posts.end(post=post, last_on=yesterday, by=chief, at=timezone.now())

        assert not holds()

    def test_is_over_when_the_post_moved_to_another_village(self, holds, wang):
        Post.objects.filter(user=wang).delete()
        PostFactory(user=wang, role=Role.COMMUNITY_OFFICER, area=CommunityFactory())

        assert not holds()

    def test_holds_again_with_a_round_taken_after_that(
        self, holds, signed_in, wang, chief
    ):
        users.disable(user=wang, by=chief, at=timezone.now())
        users.enable(user=wang, by=chief, at=timezone.now())
        signed_in.force_login(wang)

        fresh = signed_in.get("/api/v1/rounds/today/").json()["permit"]

        assert not holds()
        assert holds(fresh)

    @pytest.mark.parametrize("shown", ["", "x", "x" * 5000, "a:b:c"])
    def test_a_made_up_one_does_not_hold(self, holds, shown):
        assert not holds(shown)
