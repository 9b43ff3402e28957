"""Records read by a statement that is written once for people with the same rights."""

from datetime import timedelta

import pytest

from households.models import FollowUp
from station.models import Post, User
from station.roles import Role
from station.worklist.rows import written_once
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = make.NOW
WEEK = timedelta(days=7)


@written_once
def soon(user, now):
    rows = FollowUp.objects.visible_to(user, "edit").filter(due_at__lt=now + WEEK)
    rows = rows.select_related("area", "unit")
    said = "row_key", "matter", "due_at", "area__name", "unit__name"
    return rows.only(*said).order_by("due_at")


@written_once
def beside(user, _now):
    """Asks first who else serves there."""
    areas = [post.area_id for post in Post.objects.filter(user=user)]
    return User.objects.filter(posts__area__in=areas).order_by("pk")


@written_once
def nothing(_user, _now):
    return FollowUp.objects.none()


@pytest.fixture
def wang(village):
    return make.officer(village)


def promise(area, *, days=1, **facts):
    return make.FollowUpFactory(area=area, due_at=NOW + timedelta(days=days), **facts)


class TestRecords:
    def test_are_those_of_the_query_in_its_order(self, wang, village):
        late, early = promise(village, days=3), promise(village, days=2)
        promise(village, days=8)
        promise(make.CommunityFactory())

        assert soon(wang, NOW) == [early, late] == list(soon.__wrapped__(wang, NOW))
        assert soon(wang, NOW - timedelta(days=4)) == [early]

    def test_open_what_is_sealed_and_know_what_they_are_joined_with(
        self, wang, village, django_assert_num_queries
    ):
        promise(village, matter="看看老人")
        soon(wang, NOW)

        with django_assert_num_queries(1):
            (found,) = soon(wang, NOW)
            assert (found.matter, found.area.name) == ("看看老人", village.name)
            assert found.unit is None

    def test_read_later_what_was_not_asked_for(self, wang, village):
        made = promise(village)

        (found,) = soon(wang, NOW)

        assert "record_kind" in found.get_deferred_fields()
        assert found.record_kind == made.record_kind
        found.due_at += WEEK
        found.save()
        made.refresh_from_db()
        assert made.due_at == found.due_at

    def test_of_somebody_with_the_same_rights_are_their_own(self, wang, village):
        li = make.officer(make.CommunityFactory())
        mine, theirs = promise(village), promise(li.posts.get().area)

        assert soon(wang, NOW) == [mine]
        assert soon(li, NOW) == [theirs]

    def test_of_who_may_nothing_are_none(self, wang, village):
        promise(village)

        assert soon(make.person(Role.VOLUNTEER, village), NOW) == []
        assert soon(wang, NOW) != []


class TestNotWrittenOnce:
    def test_what_asks_first_is_asked_each_time(self, wang, village):
        li = make.officer(village)
        other = make.officer(make.CommunityFactory())

        assert beside(wang, NOW) == [wang, li]
        assert beside(other, NOW) == [other]

    def test_nothing_is_nothing(self, wang, django_assert_num_queries):
        assert nothing(wang, NOW) == []  # reads the rights
        with django_assert_num_queries(0):
            assert nothing(wang, NOW) == []
