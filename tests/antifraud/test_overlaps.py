"""Each person is counted once, by known members or by an estimate."""

import pytest

from antifraud import overlaps
from antifraud.models import AudienceMember, AudienceOverlap
from tests.factories import AudienceFactory, ResidentFactory, UserFactory

pytestmark = pytest.mark.django_db


def estimate(one, other, people):
    first, second = sorted((one, other), key=lambda row: row.pk)
    AudienceOverlap.objects.create(
        first=first, second=second, people=people, estimated_by=UserFactory()
    )


def add(audience, *residents):
    AudienceMember.objects.bulk_create(
        AudienceMember(audience=audience, resident=row) for row in residents
    )


class TestShared:
    def test_takes_what_is_known_or_estimated_whichever_says_more(self):
        one, two, three = AudienceFactory.create_batch(3)
        people = ResidentFactory.create_batch(3)
        for audience in (one, two, three):
            add(audience, *people)
        estimate(one, two, 40)
        estimate(two, three, 1)

        assert overlaps.shared([three.pk, one.pk, two.pk]) == {
            (one.pk, two.pk): 40,
            (one.pk, three.pk): 3,
            (two.pk, three.pk): 3,
        }

    def test_says_nothing_of_groups_that_share_nobody(self):
        one, two = AudienceFactory.create_batch(2)
        estimate(one, two, 0)

        assert overlaps.shared([one.pk, two.pk]) == {}

    def test_leaves_out_groups_that_were_not_asked_for(self):
        one, two, other = AudienceFactory.create_batch(3)
        estimate(one, other, 5)

        assert overlaps.shared([one.pk, two.pk]) == {}

    @pytest.mark.parametrize("many", [2, 12])
    def test_asks_no_more_for_more_groups(self, many, django_assert_num_queries):
        groups = AudienceFactory.create_batch(many)

        with django_assert_num_queries(2):
            overlaps.shared([row.pk for row in groups])


class TestPeopleOnce:
    def test_adds_the_sizes_less_what_two_share(self):
        one, two = AudienceFactory(size=300), AudienceFactory(size=200)
        estimate(one, two, 50)

        assert overlaps.people_once([one.pk, two.pk]) == 450

    def test_is_never_below_the_largest(self):
        groups = [AudienceFactory(size=100) for _ in range(3)]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            estimate(groups[one], groups[other], 100)

        assert overlaps.people_once([row.pk for row in groups]) == 100

    def test_is_nothing_for_nobody(self):
        assert overlaps.people_once([]) == 0
        assert overlaps.people_once([AudienceFactory(size=7).pk]) == 7


class TestBeside:
    def test_tells_what_one_group_shares_with_each_other(self):
        one, two, three = AudienceFactory.create_batch(3)
        person = ResidentFactory()
        add(one, person)
        add(three, person)
        estimate(one, two, 12)

        found = overlaps.beside(one.pk)
        assert {key: row.people for key, row in found.items()} == {
            two.pk: 12,
            three.pk: 1,
        }
        assert (found[two.pk].said_by, found[three.pk].said_by) == ("王建国", "")
        assert overlaps.beside(two.pk)[one.pk].people == 12
