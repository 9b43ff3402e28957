"""Suggestions to merge and to move: an officer decides, history stays."""

import pytest
from django.db import IntegrityError, transaction

from households.actions import matches
from households.models import MatchSuggestion, Resident
from station.errors import RuleError
from station.models import Event
from tests.factories import NOW, HouseholdFactory, ResidentFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_home(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def new_home(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def zhang(old_home):
    return ResidentFactory(household=old_home, relation="head")


@pytest.fixture
def move(zhang, new_home):
    return MatchSuggestion.objects.create(
        kind="move", area=zhang.area, resident=zhang, household=new_home
    )


@pytest.fixture
def twin(new_home):
    return ResidentFactory(household=new_home, employer="粮站")


@pytest.fixture
def merge(zhang, twin):
    return MatchSuggestion.objects.create(
        kind="merge", area=twin.area, resident=twin, other=zhang
    )


class TestMove:
    def test_takes_the_person_along_and_keeps_the_old_home(
        self, move, zhang, old_home, new_home, wang
    ):
        matches.accept(suggestion=move, by=wang, at=NOW, note="本人来电确认")

        zhang.refresh_from_db()
        assert zhang.household == new_home
        assert zhang.relation == "head"  # nobody else lives there
        assert zhang.past_residences.get().household == old_home
        move.refresh_from_db()
        assert (move.status, move.decided_by) == ("accepted", wang)
        assert Event.objects.filter(kind="resident.moved").exists()

    def test_rejected_changes_nothing(self, move, zhang, old_home, wang):
        matches.reject(suggestion=move, by=wang, at=NOW)

        zhang.refresh_from_db()
        assert zhang.household == old_home
        assert MatchSuggestion.objects.get().status == "rejected"

    def test_is_decided_once(self, move, wang):
        matches.reject(suggestion=move, by=wang, at=NOW)

        with pytest.raises(RuleError) as refused:
            matches.accept(suggestion=move, by=wang, at=NOW)

        assert refused.value.code == "decided"


class TestMerge:
    def test_leaves_the_older_entry_with_the_newer_data(
        self, merge, zhang, twin, new_home, wang
    ):
        matches.accept(suggestion=merge, by=wang, at=NOW)

        zhang.refresh_from_db()
        twin.refresh_from_db()
        assert twin.merged_into == zhang
        assert zhang.household == new_home
        assert zhang.employer == "粮站"
        assert Resident.objects.present().get() == zhang
        assert zhang.past_residences.count() == 1
        assert Event.objects.about(zhang).filter(kind="resident.merged").exists()

    def test_carries_the_identity_number_over(self, merge, zhang, twin, wang):
        number = "622225198503140921"
        twin.write_id_number(number)
        twin.save()

        matches.accept(suggestion=merge, by=wang, at=NOW)

        zhang.refresh_from_db()
        assert zhang.id_number == number


class TestScope:
    def test_only_the_areas_own_officer_sees_it(self, move, wang):
        assert MatchSuggestion.objects.visible_to(wang).get() == move
        assert not MatchSuggestion.objects.visible_to(officer()).exists()


class TestConstraints:
    def test_same_suggestion_stands_open_once(self, move):
        with pytest.raises(IntegrityError, match="open_once"), transaction.atomic():
            MatchSuggestion.objects.create(
                kind="move",
                area=move.area,
                resident=move.resident,
                household=move.household,
            )

    def test_decision_has_its_person_and_time(self, move):
        with pytest.raises(IntegrityError, match="decided_iff"), transaction.atomic():
            MatchSuggestion.objects.update(status="accepted")
