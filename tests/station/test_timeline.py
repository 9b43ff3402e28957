import pytest

from households.actions import households, visits
from households.models import Visit
from station.actions import events
from station.roles import Role
from station.timeline import timeline_of
from tests.factories import (
    NOW,
    AddressFactory,
    HouseholdFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


class TestTimeline:
    def test_tells_before_and_after_in_words(self, household, wang, village):
        before = household.address
        after = AddressFactory(community=village)
        households.edit(
            household=household,
            address=after,
            number=household.number,
            note="门口有狗",
            version=household.version,
            by=wang,
            at=NOW,
        )

        [entry] = timeline_of(household, user=wang)

        changes = {(old, new) for _label, old, new in entry.changes}
        assert (before.text, after.text) in changes
        assert "门口有狗" not in str(entry.changes)
        assert entry.actor == wang.name

    def test_leads_to_the_other_record_but_not_to_itself(self, household, wang):
        said = visits.Report(
            purpose="routine",
            outcome="met",
            visited_at=NOW,
            people_met=[ResidentFactory(household=household)],
        )
        visit = visits.record(household=household, report=said, by=wang, at=NOW)

        [of_household] = timeline_of(household, user=wang)
        [of_visit] = timeline_of(visit, user=wang)

        assert of_household.url == visit.get_absolute_url()
        assert of_visit.url == ""

    def test_hides_what_the_reader_may_not_see(self, household, wang, village):
        said = visits.Report(purpose="routine", outcome="declined", visited_at=NOW)
        visits.record(household=household, report=said, by=wang, at=NOW)

        auxiliary = person(Role.AUXILIARY_OFFICER, village)

        assert timeline_of(household, user=auxiliary) == []

    def test_asks_as_much_for_many_as_for_one(
        self, household, wang, django_assert_max_num_queries
    ):
        for _number in range(12):
            said = visits.Report(purpose="routine", outcome="declined", visited_at=NOW)
            visits.record(household=household, report=said, by=wang, at=NOW)

        with django_assert_max_num_queries(8):
            assert len(timeline_of(household, user=wang)) == 12

    def test_a_kind_nobody_named_shows_as_it_is(self, household, wang):
        events.record(kind="thing.done", subject=household, by=wang, at=NOW)

        [entry] = timeline_of(household, user=officer(household.area))

        assert entry.title == "thing.done"
        assert not Visit.objects.exists()
