"""How much waits behind the places of the frame."""

from datetime import timedelta

import pytest

from households.models import FollowUp
from station.models import Post
from station.registry import registry
from station.worklist import counted
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def wang(village):
    return make.officer(village)


def follow_ups(user):
    return FollowUp.objects.visible_to(user, "edit").open().filter(assigned_to=user)


def nothing(_user):
    return FollowUp.objects.none()


def where_one_serves(user):
    """Asks first, and says by what it finds."""
    areas = [post.area_id for post in Post.objects.filter(user=user)]
    return FollowUp.objects.open().filter(area__in=areas)


PLACES = {"mine": follow_ups, "nothing": nothing, "near": where_one_serves}


def waiting(user, *, places=PLACES, most=100):
    return dict(counted.waiting(places, user, NOW, most=most))


class TestWaiting:
    def test_counts_what_each_place_would_show(self, wang, village):
        make.FollowUpFactory.create_batch(2, area=village, assigned_to=wang)
        make.FollowUpFactory(area=village)

        assert waiting(wang) == {"mine": 2, "near": 3}

    def test_somebody_with_the_same_rights_has_other_counts(self, wang, village):
        make.FollowUpFactory(area=village, assigned_to=wang)
        li = make.officer(make.CommunityFactory())
        make.FollowUpFactory(area=li.posts.get().area, assigned_to=li)
        make.FollowUpFactory(area=village, assigned_to=li)  # no longer theirs to see

        assert waiting(wang) == {"mine": 1, "near": 2}
        assert waiting(li) == {"mine": 1, "near": 1}

    def test_ends_where_the_badge_does(self, wang, village):
        make.FollowUpFactory.create_batch(3, area=village, assigned_to=wang)

        assert waiting(wang, most=2) == {"mine": 2, "near": 2}

    def test_is_one_question_once_it_is_known(self, wang, django_assert_num_queries):
        places = {"mine": follow_ups, "nothing": nothing}
        waiting(wang, places=places)

        with django_assert_num_queries(1):
            waiting(wang, places=places)

    def test_each_place_of_the_product_stands_in_the_one_statement(
        self, wang, monkeypatch
    ):
        monkeypatch.setattr(counted, "_kept", {})
        places = {item.key: item.waiting for item in registry.nav if item.waiting}

        waiting(wang, places=places)

        (written,) = counted._kept.values()
        assert written.others == ()


class TestTime:
    def test_a_place_may_speak_of_now(self, wang, village):
        make.FollowUpFactory(
            area=village, assigned_to=wang, due_at=NOW + timedelta(days=2)
        )

        def late(user):
            return follow_ups(user).filter(due_at__lt=NOW)

        assert waiting(wang, places={"late": late}) == {}
        assert waiting(wang, places={"mine": follow_ups}) == {"mine": 1}
