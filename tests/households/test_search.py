import pytest

from households.models import Unit
from station.roles import Role
from station.searching.engine import find
from tests.factories import (
    AddressFactory,
    HouseholdFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
NUMBER = "62072419500813049X"


def people(user, words):
    return find(user, words, kinds=("residents",)).hits


def households(user, words):
    return find(user, words, kinds=("households",)).hits


def units(user, words):
    return find(user, words, kinds=("units",)).hits


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def ouyang(household):
    living = ResidentFactory(household=household)
    living.write_name("欧阳娜娜")
    living.write_id_number(NUMBER)
    living.write_phone("13912345678")
    living.save()
    return living


class TestPeople:
    @pytest.mark.parametrize(
        "words",
        [
            "欧阳娜娜",
            "娜娜",
            "oynn",
            "ouyang",
            "5678",
            "13912345678",
            "+86 139-1234-5678",
            NUMBER,
            "62072419500813049x",
            "６２０７２４１９５００８１３０４９Ｘ",
        ],
    )
    def test_are_found_by_whatever_is_remembered(self, ouyang, wang, words):
        [hit] = people(wang, words)

        assert str(hit.title) == "欧阳娜娜"
        assert hit.url == ouyang.get_absolute_url()

    @pytest.mark.parametrize("words", ["", "。", "13900000000", "zzzz", "\U0001f600"])
    def test_nothing_found_is_nothing(self, ouyang, wang, words):
        assert list(people(wang, words)) == []

    def test_of_the_next_village_are_not_found(self, ouyang):
        neighbour = officer()

        assert list(people(neighbour, "oynn")) == []
        assert list(people(neighbour, NUMBER)) == []

    def test_come_at_most_ten_at_a_time(self, household, wang):
        for _number in range(12):
            living = ResidentFactory(household=household)
            living.write_name("张伟")
            living.save()

        assert len(list(people(wang, "zw"))) == 10

    def test_a_system_administrator_finds_nobody(self, ouyang):
        assert list(people(person(Role.SYSTEM_ADMIN), "oynn")) == []


class TestHouseholds:
    def test_are_found_by_number_and_address(self, household, wang):
        by_number = list(households(wang, household.number))
        by_address = list(households(wang, household.address.text[-6:]))

        assert [hit.url for hit in by_number] == [household.get_absolute_url()]
        assert household.get_absolute_url() in [hit.url for hit in by_address]


class TestUnits:
    def test_are_found_by_name_and_initials(self, village, wang):
        unit = Unit(address=AddressFactory(community=village), area=village)
        unit.kind = "shop"
        unit.write_name("便民超市")
        unit.save()

        assert [str(hit.title) for hit in units(wang, "bmcs")] == ["便民超市"]
        assert list(units(officer(), "bmcs")) == []
