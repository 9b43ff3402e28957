"""Who is told of applications, and of insurance and trainings that end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from patrols.actions import volunteer_facts, volunteers
from patrols.notices.volunteers import owed
from station.actions import reminders
from station.models import Delivery
from tests import factories as make
from tests.factories import NOW
from tests.patrols.test_volunteers import facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make.CommunityFactory()


@pytest.fixture
def officer(village):
    return make.officer(village)


def told() -> list:
    return [row.recipient for row in Delivery.objects.select_related("recipient")]


class TestApplication:
    def test_is_told_to_the_officer_and_owed_by_them(self, village, officer):
        volunteer = volunteers.apply(facts=facts(village), by=None, at=NOW)

        reminders.fire(at=NOW)

        assert told() == [officer]
        assert [item.title for item in owed(officer, NOW)] == [volunteer.name]

    def test_ten_cost_no_more_than_one(
        self, village, officer, django_assert_max_num_queries
    ):
        make.ApplicantFactory.create_batch(10, area=village)

        with django_assert_max_num_queries(9):
            assert len(list(owed(officer, NOW))) == 10

    def test_is_owed_by_nobody_elsewhere(self, village):
        volunteers.apply(facts=facts(village), by=None, at=NOW)
        stranger = make.officer(make.CommunityFactory())

        assert list(owed(stranger, NOW)) == []


class TestInsurance:
    def test_end_is_told_once_unless_a_later_one_is_noted(self, village, officer):
        now = timezone.now()
        today = timezone.localdate(now)
        covered, bare = (
            make.VolunteerFactory(area=village, vetted_by=officer) for _ in "ab"
        )
        for person in (covered, bare):
            volunteer_facts.insure(
                volunteer=person,
                insurer="人保财险",
                from_on=today,
                until_on=today + timedelta(days=10),
                by=officer,
                at=now,
            )
        make.InsuranceFactory(
            volunteer=covered, from_on=today, until_on=today + timedelta(days=300)
        )

        reminders.fire(at=now)
        reminders.fire(at=now)

        assert told() == [officer]
