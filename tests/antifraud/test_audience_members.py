"""Known members of a group: each person counts once."""

from datetime import date, timedelta

import pytest

from antifraud.actions import audience_members as members
from antifraud.actions import audiences
from antifraud.models import Audience, AudienceMember
from station.actions.events import record
from station.errors import RuleError
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def refused(call, code: str) -> None:
    with pytest.raises(RuleError) as told:
        call()
    assert told.value.code == code


@pytest.fixture
def step(wang):
    return {"by": wang, "at": NOW}


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang, size=300)


class TestMembers:
    def test_one_resident_counts_once(self, group, household, step):
        person = make.ResidentFactory(household=household)

        members.add(audience=group, resident=person, **step)

        refused(lambda: members.add(audience=group, resident=person, **step), "already")
        assert group.members.count() == 1

    def test_all_of_a_place_by_age_and_nobody_twice(self, group, village, step):
        home = make.HouseholdFactory(address__community=village)
        old = make.ResidentFactory(
            household=home, relation="head", birth_date=date(1950, 1, 1)
        )
        sixty = TODAY.replace(year=TODAY.year - 60)
        just = make.ResidentFactory(household=home, relation="spouse", birth_date=sixty)
        make.ResidentFactory(
            household=home,
            relation="son",
            birth_date=sixty + timedelta(days=1),
        )
        members.add(audience=group, resident=old, **step)
        choice = members.Choice(village, age_band="60_over")

        added = members.add_all(audience=group, choice=choice, **step)

        assert added == 1
        inside = set(group.members.values_list("resident", flat=True))
        assert inside == {old.pk, just.pk}
        refused(
            lambda: members.add_all(audience=group, choice=choice, **step), "nobody"
        )

    def test_only_residents_in_the_charge_of_whoever_adds(self, group, step):
        elsewhere = make.CommunityFactory()
        make.ResidentFactory(
            household=make.HouseholdFactory(address__community=elsewhere)
        )
        choice = members.Choice(elsewhere)

        refused(
            lambda: members.add_all(audience=group, choice=choice, **step), "nobody"
        )

    def test_narrows_by_residence_and_by_care(self, group, village, step, wang):
        home = make.HouseholdFactory(address__community=village)
        alone = make.ResidentFactory(
            household=home, relation="head", care_kinds=["elderly_alone"]
        )
        lodger = make.ResidentFactory(
            household=home, relation="other", residence_kind="lodger"
        )

        def found(**said):
            choice = members.Choice(village, **said)
            return set(members.chosen(choice, on=TODAY, by=wang))

        assert found(care_kind="elderly_alone") == {alone}
        assert found(residence_kind="lodger") == {lodger}
        assert found() == {alone, lodger}
        wrong = members.Choice(village, age_band="babies")
        refused(
            lambda: members.add_all(audience=group, choice=wrong, **step),
            "unknown_choice",
        )

    def test_the_group_grows_with_those_who_are_known(self, group, village, step):
        Audience.objects.filter(pk=group.pk).update(size=1)
        home = make.HouseholdFactory(address__community=village)
        for relation in ("head", "spouse"):
            person = make.ResidentFactory(household=home, relation=relation)
            members.add(audience=group, resident=person, **step)

        group.refresh_from_db()
        assert group.size == 2

    def test_leaves_and_is_emptied(self, group, household, step):
        person = make.ResidentFactory(household=household)
        members.add(audience=group, resident=person, **step)
        members.remove(audience=group, resident=person, **step)
        refused(lambda: members.remove(audience=group, resident=person, **step), "gone")
        members.add(audience=group, resident=person, **step)

        assert members.clear(audience=group, version=1, **step) == 1
        refused(lambda: members.clear(audience=group, version=2, **step), "nobody")

    def test_nobody_comes_into_a_group_out_of_use(self, group, household, step):
        audiences.retire(audience=group, version=1, **step)
        person = make.ResidentFactory(household=household)

        refused(lambda: members.add(audience=group, resident=person, **step), "retired")

    def test_two_entries_of_one_person_become_one(self, group, village, wang):
        other = make.AudienceFactory(area=village, owner=wang)
        newer, older = (
            make.ResidentFactory(
                household=make.HouseholdFactory(address__community=village)
            )
            for _ in range(2)
        )
        for audience in (group, other):
            AudienceMember.objects.create(audience=audience, resident=newer)
        AudienceMember.objects.create(audience=group, resident=older)
        ally = make.AllyFactory(area=village, resident=newer)

        members.follow_merge(newer.pk, older.pk)

        pairs = set(AudienceMember.objects.values_list("audience", "resident"))
        assert pairs == {(group.pk, older.pk), (other.pk, older.pk)}
        ally.refresh_from_db()
        assert ally.resident == older


def test_a_merge_of_two_entries_is_heard(village, wang, group):
    """The register tells of it; nobody has to think of the groups."""
    newer, older = (
        make.ResidentFactory(
            household=make.HouseholdFactory(address__community=village)
        )
        for _ in range(2)
    )
    AudienceMember.objects.create(audience=group, resident=newer)

    record(
        kind="resident.merged",
        subject=older,
        also=[newer],
        by=wang,
        at=NOW,
        changes={"merged": [newer.pk, older.pk]},
    )

    assert group.members.get().resident == older
