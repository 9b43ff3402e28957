from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from households.actions import residents
from households.models import Resident
from station.actions import events
from station.errors import RuleError, StaleVersion
from station.models import AccessRecord, Event
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    HouseholdFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
NUMBER = "62072419500813049X"


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


def somebody(**said):
    return residents.Person(
        **{"name": "李秀英", "relation": "head", "id_number": NUMBER, **said}
    )


class TestCreate:
    def test_reads_birth_date_and_sex_from_the_number(self, household, wang):
        made = residents.create(household=household, person=somebody(), by=wang, at=NOW)

        assert made.birth_date == date(1950, 8, 13)
        assert made.sex == "male"
        assert made.id_number_masked == "6****************X"
        assert "lxy" in made.tokens
        assert household.area == made.area

    def test_makes_an_old_number_whole(self, household, wang):
        old = somebody(id_number="620724500813049")

        made = residents.create(household=household, person=old, by=wang, at=NOW)

        assert made.id_number == NUMBER

    def test_gives_the_household_its_name_and_count(self, household, wang):
        residents.create(household=household, person=somebody(), by=wang, at=NOW)

        household.refresh_from_db()
        assert household.head_name == "李秀英"
        assert household.head_sort == "li xiu ying"
        assert household.standing.resident_count == 1

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"id_number": "620724195008130490"}, "id_bad_check"),
            ({"id_number": "62072419500813049"}, "id_bad_length"),
            ({"id_number": "00072419500813001X"}, "id_bad_region"),
            ({"id_number": "620724195013130013"}, "id_bad_birth"),
            ({"sex": "female"}, "id_contradicts"),
            ({"birth_date": date(1951, 8, 13)}, "id_contradicts"),
            ({"id_number": ""}, "no_birth"),
            ({"phone": "1391234"}, "phone_invalid"),
            ({"name": " "}, "no_name"),
            ({"relation": "boss"}, "unknown_choice"),
            (
                {"id_number": "", "sex": "male", "birth_date": date(2030, 1, 1)},
                "birth_impossible",
            ),
        ],
    )
    def test_refuses(self, household, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            residents.create(
                household=household, person=somebody(**said), by=wang, at=NOW
            )

        assert refusal.value.code == code
        assert not Resident.objects.exists()

    def test_a_number_lives_once_in_a_station(self, household, wang, village):
        residents.create(household=household, person=somebody(), by=wang, at=NOW)
        other = HouseholdFactory(community=village)

        with pytest.raises(RuleError) as refusal:
            residents.create(household=other, person=somebody(), by=wang, at=NOW)

        assert refusal.value.code == "households_resident_id_number_once_per_station"

    def test_a_household_has_one_head(self, household, wang):
        ResidentFactory(household=household, relation="head")

        with pytest.raises(RuleError) as refusal:
            residents.create(household=household, person=somebody(), by=wang, at=NOW)

        assert refusal.value.code == "households_resident_one_head"

    def test_is_undone_if_its_event_cannot_be_written(
        self, household, wang, monkeypatch
    ):
        def refuse(**kwargs):
            raise RuntimeError

        monkeypatch.setattr(events.Event.objects, "create", refuse)

        with pytest.raises(RuntimeError):
            residents.create(household=household, person=somebody(), by=wang, at=NOW)

        assert not Resident.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_officers_enter_one_person_and_one_wins(self):
        one = HouseholdFactory()
        other = HouseholdFactory(community=one.address.community)
        by = officer(one.area)

        def enter(household):
            try:
                return residents.create(
                    household=household, person=somebody(), by=by, at=NOW
                )
            except RuleError:
                return None
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            made = list(pool.map(enter, [one, other]))

        assert len([one for one in made if one]) == 1
        assert Resident.objects.count() == 1


class TestEdit:
    def test_logs_that_a_personal_field_changed_but_not_to_what(self, household, wang):
        made = residents.create(household=household, person=somebody(), by=wang, at=NOW)

        residents.edit(
            resident=made,
            person=somebody(phone="13912345678", residence_kind="migrant"),
            version=made.version,
            by=wang,
            at=NOW,
        )

        changes = Event.objects.get(kind="resident.edited").changes
        assert changes == {"phone": None, "residence_kind": ["permanent", "migrant"]}

    def test_a_stale_save_is_told(self, household, wang):
        made = residents.create(household=household, person=somebody(), by=wang, at=NOW)
        again = {"person": somebody(), "version": made.version, "by": wang, "at": NOW}
        residents.edit(resident=made, **again)

        with pytest.raises(StaleVersion):
            residents.edit(resident=made, **again)


class TestMove:
    def test_takes_the_person_to_another_household_and_remembers(
        self, household, wang, village
    ):
        living = ResidentFactory(household=household)
        other = HouseholdFactory(community=village)

        residents.move(
            resident=living,
            household=other,
            relation="tenant",
            moved_on=TODAY,
            version=living.version,
            by=wang,
            at=NOW,
        )

        living.refresh_from_db()
        other.standing.refresh_from_db()
        assert living.household == other
        assert living.past_residences.get().household == household
        assert other.standing.resident_count == 1

    def test_brings_back_who_had_left(self, household, wang, village):
        gone = ResidentFactory(household=household, left_on=TODAY)

        residents.move(
            resident=gone,
            household=household,
            relation="other",
            moved_on=TODAY,
            version=gone.version,
            by=wang,
            at=NOW,
        )

        gone.refresh_from_db()
        assert gone.left_on is None

    def test_nobody_leaves_in_the_future(self, household, wang):
        living = ResidentFactory(household=household)

        with pytest.raises(RuleError) as refusal:
            residents.leave(
                resident=living,
                left_on=date(2026, 11, 21),
                version=living.version,
                by=wang,
                at=NOW,
            )

        assert refusal.value.code == "future"


class TestHead:
    def test_changes_and_the_former_one_keeps_a_relation(self, household, wang):
        father = ResidentFactory(household=household, relation="head")
        son = ResidentFactory(household=household, relation="son", name="张小军")

        residents.make_head(
            resident=son,
            former_relation="father",
            version=son.version,
            by=wang,
            at=NOW,
        )

        father.refresh_from_db()
        household.refresh_from_db()
        assert father.relation == "father"
        assert household.head_name == "张小军"


class TestPages:
    def test_shows_the_person_masked_and_writes_the_look_down(
        self, signed_in, household
    ):
        living = ResidentFactory(household=household)
        living.write_id_number(NUMBER)
        living.save()

        page = signed_in.get(living.get_absolute_url())

        assert NUMBER not in page.content.decode()
        assert AccessRecord.objects.get(act="view")

    def test_the_next_village_finds_nothing(self, client, household):
        living = ResidentFactory(household=household)
        client.force_login(person(Role.AUXILIARY_OFFICER, CommunityFactory()))

        assert client.get(living.get_absolute_url()).status_code == 404

    def test_an_auxiliary_sees_neither_care_nor_remark(self, client, household):
        living = ResidentFactory(
            household=household, care_kinds=["low_income"], note="欠债"
        )
        client.force_login(person(Role.AUXILIARY_OFFICER, household.area))

        page = client.get(living.get_absolute_url())

        assert page.context["care"] == []
        assert page.context["note"] == ""

    def test_an_edit_leaves_the_numbers_nobody_typed(self, signed_in, household):
        living = ResidentFactory(household=household, sex="male")
        living.write_id_number(NUMBER)
        living.write_phone("13912345678")
        living.save()
        url = reverse("households:resident_edit", args=[living.pk])
        assert NUMBER not in signed_in.get(url).content.decode()

        signed_in.post(
            url,
            {
                "once": str(uuid4()),
                "version": living.version,
                "name": "李秀英",
                "relation": "other",
                "residence_kind": "permanent",
            },
        )

        living.refresh_from_db()
        assert living.name == "李秀英"
        assert living.id_number == NUMBER
        assert living.phone == "13912345678"

    def test_moves_only_into_a_household_of_ones_own(self, signed_in, household):
        living = ResidentFactory(household=household)
        stranger = HouseholdFactory()
        url = reverse("households:resident_move", args=[living.pk])

        page = signed_in.post(
            url,
            {
                "version": living.version,
                "number": stranger.number,
                "relation": "other",
                "moved_on": "2026-11-01",
            },
        )

        assert "number" in page.context["form"].errors

    def test_the_list_finds_by_initials(self, signed_in, household):
        living = ResidentFactory(household=household)
        living.write_name("欧阳娜娜")
        living.save()
        ResidentFactory(household=household)

        page = signed_in.get(reverse("households:resident_list"), {"search": "oynn"})

        assert [line["row"] for line in page.context["lines"]] == [living]
