import pytest

from households.actions import visits
from households.notices import visits as visit_notices
from station.roles import Role
from tests.factories import (
    NOW,
    HouseholdFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(village):
    return person(Role.AUXILIARY_OFFICER, village)


@pytest.fixture
def draft(village, li):
    return VisitFactory(
        household=HouseholdFactory(community=village),
        visited_by=li,
        state="draft",
        confirmed_by=None,
        confirmed_at=None,
    )


def owed(user):
    return [item.url for item in visit_notices.owed(user, NOW)]


class TestOwed:
    def test_the_officer_owes_a_confirmation(self, draft, wang, li):
        assert owed(wang) == [draft.get_absolute_url()]
        assert owed(li) == []

    def test_the_next_village_owes_nothing(self, draft):
        assert owed(officer()) == []

    def test_a_confirmed_visit_is_owed_by_nobody(self, draft, wang):
        visits.confirm(visit=draft, by=wang, at=NOW)

        assert owed(wang) == []

    def test_the_auxiliary_owes_what_came_back(self, draft, wang, li):
        visits.send_back(visit=draft, by=wang, at=NOW, note="补充建议")

        [item] = visit_notices.owed(li, NOW)
        assert item.detail == "补充建议"

    def test_asks_twice_however_much_there_is(
        self, draft, li, village, django_assert_max_num_queries
    ):
        for _number in range(11):
            VisitFactory(
                household=draft.household,
                visited_by=li,
                state="draft",
                confirmed_by=None,
                confirmed_at=None,
            )

        with django_assert_max_num_queries(4):
            owed(li)
