"""Addresses, households and residents at the size the seeds tell of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import transaction

from households.models import (
    Address,
    CareKind,
    Household,
    HouseholdStanding,
    Housing,
    Relation,
    ResidenceKind,
    Resident,
    Tenure,
    Unit,
    UnitKind,
)
from station.copying import copy_in, give_ids
from station.demo import names
from station.models import Area

BATCH = 4000  # residents held in memory
# Residents of a township by its code, where a seed or the township's kind gives one.
SIZES = {
    "510118004": 53_000,  # Huayuan, by --scale
    "630104004": 30_000,  # Shengli Road: over 30,000 people
    "620723104": 18_400,  # Pingchuan: 6,146 door plates
    "620724108": 1_300,  # Luocheng: most of its people come with the workbook
    "620724105": 1_500,
    "620724107": 1_500,
    "371724001": 3_000,
}
SCALED = "510118004"
UNITS = {"630104004": 131}
UNITS_ELSEWHERE = 24
PER_HOUSEHOLD = 3.0
GROUPS = "一二三四五六七八"
ETHNIC = ("汉族",) * 16 + ("回族", "藏族", "裕固族", "蒙古族")
UNIT_NAMES = {
    UnitKind.SHOP: ("{}便利店", "{}超市", "{}农资店"),
    UnitKind.RESTAURANT: ("{}面馆", "{}饭庄", "{}牛肉面"),
    UnitKind.HOTEL: ("{}宾馆", "{}招待所"),
    UnitKind.WORKSHOP: ("{}汽修", "{}加工厂"),
    UnitKind.CLINIC: ("{}诊所",),
    UnitKind.SCHOOL: ("{}幼儿园",),
    UnitKind.BEAUTY: ("{}理发店",),
    UnitKind.INTERNET_CAFE: ("{}网吧",),
}


@dataclass
class Batch:
    """Rows that go to the database together."""

    addresses: list[Address]
    housing: list[Housing]
    households: list[Household]
    standings: list[HouseholdStanding]
    residents: list[Resident]

    @classmethod
    def empty(cls) -> "Batch":
        return cls([], [], [], [], [])

    @transaction.atomic
    def save(self) -> None:
        """Parents first, so that the children know their numbers."""
        for rows in (self.addresses, self.households):
            give_ids(rows)
        for row in self.housing:
            row.address_id = row.address.pk
        for row in self.households:
            row.address_id = row.address.pk
        for row in (*self.standings, *self.residents):
            row.household_id = row.household.pk
        give_ids(self.housing)
        give_ids(self.residents)
        for rows in (
            self.addresses,
            self.housing,
            self.households,
            self.standings,
            self.residents,
        ):
            copy_in(rows)


class RegisterMaker:
    """Fills the townships door by door."""

    def __init__(self, *, chance: Random, at: datetime, scale: float) -> None:
        self.chance = chance
        self.today = at.date()
        self.scale = scale
        self.count = 0
        self.made = 0
        self.numbers: set[str] = set()
        self.batch = Batch.empty()

    def make(self) -> str:
        """All townships; says how many people live there now."""
        for township in Area.objects.filter(kind="township", code__in=SIZES):
            self._township(township)
        self._flush()
        return f"{self.made} residents in {self.count} households"

    def _township(self, township: Area) -> None:
        size = SIZES[township.code]
        if township.code == SCALED:
            size = round(size * self.scale)
        station = township.parent
        villages = list(Area.objects.filter(parent=township, kind="community"))
        grids = {
            village.pk: list(village.children.filter(kind="grid", is_active=True))
            for village in villages
        }
        for number in range(round(size / PER_HOUSEHOLD)):
            village = villages[number % len(villages)]
            self._household(station, township, village, grids[village.pk], number)
        self._units(township, villages)

    def _household(self, station, township, village, grids, number: int) -> None:
        address = self._address(township, village, grids, number // len(grids or [1]))
        self.count += 1
        household = Household(
            station=station,
            area=address.area,
            address=address,
            number=f"{township.code[3:]}{self.count:07d}",
        )
        people = list(self._family(station, household, township.code[:6]))
        household.head_name = people[0].name
        household.head_sort = people[0].name_sort
        self.batch.households.append(household)
        self.batch.standings.append(
            HouseholdStanding(household=household, resident_count=len(people))
        )
        self.batch.residents.extend(people)
        self.made += len(people)
        if len(self.batch.residents) >= BATCH:
            self._flush()

    def _address(self, township, village, grids, order: int) -> Address:
        """Doors above 200 leave the lower ones to the office's own workbook."""
        group = GROUPS[self.count % len(GROUPS)] + "社"
        door = f"{201 + self.count}号"
        address = Address(
            community=village,
            area=grids[order % len(grids)] if grids else village,
            group_name=group,
            door=door,
            text=f"{township.name}{village.short_name}{group}{door}",
        )
        rented = self.chance.random() < 0.13
        tenure = Tenure.RENTED if rented else Tenure.OWNED
        self.batch.addresses.append(address)
        self.batch.housing.append(
            Housing(address=address, area=address.area, tenure=tenure)
        )
        return address

    def _family(self, station, household, county: str) -> Iterator[Resident]:
        """A head, mostly a spouse, children and sometimes parents."""
        chance = self.chance
        alone = chance.random() < 0.12
        span = (66, 88) if alone and chance.random() < 0.5 else (28, 75)
        head = self._resident(station, household, county, Relation.HEAD, span)
        if alone and head.age(on=self.today) >= 66:
            head.care_kinds = [CareKind.ELDERLY_ALONE]
        yield head
        if alone:
            return
        age = head.age(on=self.today)
        if chance.random() < 0.9:
            span = (max(22, age - 6), max(24, age + 4))
            sex = "female" if head.sex == "male" else "male"
            yield self._resident(station, household, county, Relation.SPOUSE, span, sex)
        for _child in range(chance.choice((0, 0, 1, 1, 1, 2))):
            span = (max(0, age - 34), max(1, age - 22))
            yield self._child(station, household, county, head, span)
        if chance.random() < 0.18:
            span = (min(age + 20, 90), min(age + 28, 96))
            yield self._resident(
                station, household, county, Relation.MOTHER, span, "female"
            )

    def _child(self, station, household, county, head, span) -> Resident:
        sex = self.chance.choice(("male", "female"))
        relation = Relation.SON if sex == "male" else Relation.DAUGHTER
        child = self._resident(
            station, household, county, relation, span, sex, surname=head.name[0]
        )
        if child.age(on=self.today) < 14 and self.chance.random() < 0.03:
            child.care_kinds = [CareKind.LEFT_BEHIND_CHILD]
        return child

    def _resident(
        self, station, household, county, relation, span, sex="", surname=""
    ) -> Resident:
        chance = self.chance
        sex = sex or ("male" if chance.random() < 0.8 else "female")
        born = names.birth_date(chance, between=span, on=self.today)
        resident = Resident(
            station=station,
            area=household.area,
            household=household,
            relation=relation,
            sex=sex,
            birth_date=born,
            ethnicity=chance.choice(ETHNIC),
            residence_kind=self._residence(),
        )
        surname = surname or names.surname(chance)
        resident.write_name(surname + names.given_name(chance, sex=sex))
        code = _county_of_birth(county, born)
        resident.write_id_number(self._number(code, born, sex))
        if resident.age(on=self.today) >= 14 and chance.random() < 0.8:
            resident.write_phone(names.phone(chance))
        return resident

    def _number(self, county: str, born: date, sex: str) -> str:
        """An ID number nobody else of the demo has."""
        number = names.id_number(self.chance, county=county, born=born, sex=sex)
        if number in self.numbers:
            return self._number(county, born, sex)
        self.numbers.add(number)
        return number

    def _residence(self) -> str:
        draw = self.chance.random()
        if draw < 0.82:
            return ResidenceKind.PERMANENT
        return ResidenceKind.MIGRANT if draw < 0.93 else ResidenceKind.LODGER

    def _units(self, township, villages) -> None:
        """Shops and other places of work along the first doors."""
        self._flush()
        made = []
        for order in range(UNITS.get(township.code, UNITS_ELSEWHERE)):
            village = villages[order % len(villages)]
            door = f"{order + 1}号门面"
            address = Address.objects.create(
                community=village,
                area=village,
                group_name="街面",
                door=door,
                text=f"{township.name}{village.short_name}{door}",
            )
            made.append(self._unit(address))
        Unit.objects.bulk_create(made)

    def _unit(self, address: Address) -> Unit:
        chance = self.chance
        kind = chance.choice(list(UNIT_NAMES))
        owner = names.full_name(chance, sex=chance.choice(("male", "female")))
        unit = Unit(
            area=address.area,
            address=address,
            kind=kind,
            contact_name=owner,
            staff_count=chance.randint(1, 14),
        )
        unit.write_name(chance.choice(UNIT_NAMES[kind]).format(owner[1:] or owner))
        return unit

    def _flush(self) -> None:
        self.batch.save()
        self.batch = Batch.empty()


def _county_of_birth(county: str, born: date) -> str:
    """Gaotai and Linze carried other codes until 2002."""
    old = {"620724": "622225", "620723": "622224"}
    return old.get(county, county) if born.year <= 2002 else county


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The register of the demo."""
    return RegisterMaker(chance=chance, at=at, scale=scale).make()
