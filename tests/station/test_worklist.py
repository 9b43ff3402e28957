"""What is asked about the sources of My day before any of them is read."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from households.models import FollowUp
from station import working_days
from station.models import Post, SheetImport, User
from station.registry import WorkItem, registry
from station.roles import Role
from station.worklist import asked
from station.worklist.owing import owed_by
from station.worklist.stand_in import shape
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = make.NOW


def item(title) -> WorkItem:
    return WorkItem(title=str(title), url="/", due_at=None, kind_label="", icon="walk")


def follow_ups(user, now):
    rows = FollowUp.objects.visible_to(user, "edit").open()
    for row in rows.filter(Q(assigned_to=user), due_at__lt=now + timedelta(days=7)):
        yield item(row.pk)


def posts_begun(user, now):
    on = working_days.local_date(now) - timedelta(days=1)
    for post in Post.objects.filter(user=user, from_on__lte=on):
        yield item(post.role)


def imports(user, now):
    for row in SheetImport.objects.filter(owner=user):
        yield item(row.pk)


def of_the_clock(_user, _now):
    for row in User.objects.filter(created_at__lt=timezone.now()):
        yield item(row.pk)


def of_the_month(_user, now):
    for row in User.objects.filter(created_at__gte=now.replace(day=1)):
        yield item(row.pk)


def of_everybody(_user, _now):
    yield item("tea")


def of_the_name(user, _now):
    for row in User.objects.filter(name=user.name):
        yield item(row.pk)


class TestSources:
    @pytest.mark.parametrize("role", Role)
    def test_all_that_the_product_has_can_be_asked_beforehand(self, village, role):
        person = make.person(role, village)

        assert asked.learnt(registry.worklist, person).unasked == frozenset()

    def test_what_the_clock_says_is_not_kept(self, wang):
        sources = {
            "clock": of_the_clock,
            "month": of_the_month,
            "everybody": of_everybody,
            "name": of_the_name,
            "good": follow_ups,
        }

        found = asked.learnt(sources, wang)

        assert found.unasked == {"clock", "month", "everybody", "name"}
        assert found.keys == ("good",)


class TestWithAnything:
    def test_what_has_nothing_is_not_read(self, wang):
        sources = {"owed": follow_ups, "imports": imports, "posts": posts_begun}

        found = asked.with_anything(sources, wang, NOW)

        assert found == {"posts"}

    def test_one_statement_for_everybody_with_these_rights(self, wang, village):
        sources = {"owed": follow_ups}
        li = make.officer(make.CommunityFactory())
        make.FollowUpFactory(area=village, assigned_to=wang, due_at=NOW)

        assert asked.with_anything(sources, wang, NOW) == {"owed"}
        assert asked.with_anything(sources, li, NOW) == set()
        early = NOW - timedelta(days=8)
        assert asked.with_anything(sources, wang, early) == set()
        assert shape(wang) == shape(li)

    def test_a_key_that_may_less_is_asked_less(self, wang, village):
        sources = {"owed": follow_ups}
        make.FollowUpFactory(area=village, assigned_to=wang, due_at=NOW)
        assert asked.with_anything(sources, wang, NOW) == {"owed"}
        narrow = User.objects.get(pk=wang.pk)
        narrow.token_limit = Nothing()

        assert asked.with_anything(sources, narrow, NOW) == set()

    def test_nothing_is_asked_once_it_is_known(self, wang, django_assert_num_queries):
        asked.with_anything(registry.worklist, wang, NOW)

        with django_assert_num_queries(1):
            asked.with_anything(registry.worklist, wang, NOW)


class Nothing:
    """A key that lets nothing through."""

    def allows(self, _permission):
        return False


class TestOwedBy:
    def test_as_if_every_source_were_read(self, wang, village):
        for days in (-3, 1, 30):
            make.FollowUpFactory(
                area=village, assigned_to=wang, due_at=NOW + timedelta(days=days)
            )

        read = [
            (key, found)
            for key, source in registry.worklist.items()
            for found in source(wang, NOW)
        ]

        assert list(owed_by(wang, now=NOW)) == read
        assert [key for key, _item in read] == ["follow_ups"] * 2
