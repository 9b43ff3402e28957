"""Doors, households and the people behind them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from django.utils import timezone

from bench.county.loading import as_if_at, copy_lines, first_of, quick
from bench.county.places import COUNTY, Village
from households.models import (
    Address,
    CareKind,
    Household,
    Housing,
    Relation,
    ResidenceKind,
    Resident,
    Tenure,
)
from station import identity
from station import names as readings
from station.copying import copy_in
from station.demo import names

BATCH = 4000
KNOWN_FOR = timedelta(days=5 * 365)
FIRST_DOOR = 100_001  # the doors below are the demo's
HOUSING_COLUMNS = (
    "id, created_at, updated_at, version, address_id, area_id, tenure, owner_name, note"
)
GROUPS = "一二三四五六七八"
ETHNIC = ("汉族",) * 16 + ("回族", "藏族", "裕固族", "蒙古族")
TRADES = (
    "",
    "",
    "务农",
    "务农",
    "制种公司",
    "建筑工地",
    "乡镇中学",
    "个体经营",
    "县医院",
)
SIZES = (1, 1, 2, 2, 2, 3, 3, 3, 4, 4)  # people in a household: 2.5 on average
MEMBERS = (
    (Relation.HEAD, (28, 85)),
    (Relation.SPOUSE, (25, 80)),
    (Relation.SON, (1, 40)),
    (Relation.MOTHER, (58, 95)),
)
# Two characters and hardly ever met: what a trigram index cannot find.
RARE = ("亓麟", "郗珩", "呙岫", "庹禾", "佴夼", "逄铖", "郇燊", "妫汀", "仝峪", "璩淼")
RARELY = 15_000  # one in so many
CENTRE = (39.38, 99.82)


class Register:
    """Fills the county door by door; the same draw for the same seed."""

    def __init__(self, *, chance: Random, at: datetime, villages, weights) -> None:
        self.chance, self.at, self.today = chance, at, at.date()
        self.villages, self.weights = villages, weights
        self.orders: dict[date, int] = {}
        self.corners = {
            village.area.pk: tuple(
                round(middle + chance.uniform(-0.3, 0.3), 4) for middle in CENTRE
            )
            for village in villages
        }

    def make(self, households: int, residents: int) -> int:
        """So many of each; gives the key of the first household."""
        self.per = residents / households
        first = first_of(Household, households)
        first_person = first_of(Resident, residents)
        self.next_person, self.last_person = first_person, first_person + residents
        doors, housing = first_of(Address, households), first_of(Housing, households)
        with quick(Address, Housing, Household, Resident):
            for start in range(0, households, BATCH):
                size = min(BATCH, households - start)
                keys = [
                    (first + n, doors + n, housing + n)
                    for n in range(start, start + size)
                ]
                self._batch(keys, start, is_last=start + size == households)
        return first

    def _batch(self, keys, start: int, *, is_last: bool) -> None:
        chosen = self.chance.choices(self.villages, self.weights, k=len(keys))
        addresses, housing, households, people = [], [], [], []
        for number, (key, village) in enumerate(zip(keys, chosen, strict=True), start):
            door = self._door(village, number)
            door.pk = key[1]
            addresses.append(door)
            housing.append(self._housing(door, key[2]))
            home = self._household(village, door, number)
            home.pk = key[0]
            left = len(keys) - len(households) - 1 if is_last else None
            family = list(self._family(home, left))
            home.head_name, home.head_sort = family[0].name, family[0].name_sort
            households.append(home)
            people += family
        with as_if_at(self.at - KNOWN_FOR + timedelta(seconds=start)):
            for rows in (addresses, households, people):
                copy_in(rows)
        copy_lines("households_housing", HOUSING_COLUMNS, housing)

    # -- one of each ----------------------------------------------------------------

    def _door(self, village: Village, number: int) -> Address:
        group = GROUPS[number % len(GROUPS)] + "社"
        door = f"{FIRST_DOOR + number}号"
        here, there = self.corners[village.area.pk]
        return Address(
            community_id=village.area.pk,
            area_id=village.grids[number % len(village.grids)],
            group_name=group,
            door=door,
            text=f"{village.name}{group}{door}",
            latitude=round(here + self.chance.gauss(0, 0.008), 6),
            longitude=round(there + self.chance.gauss(0, 0.01), 6),
        )

    def _housing(self, door: Address, key: int) -> tuple:
        rented = self.chance.random() < 0.13
        tenure = Tenure.RENTED if rented else Tenure.OWNED
        since = self.at - KNOWN_FOR
        return key, since, since, 1, door.pk, door.area_id, tenure.value, "", ""

    def _household(self, village: Village, door: Address, number: int) -> Household:
        gone = self.chance.random() < 0.015
        return Household(
            station_id=village.station.pk,
            area_id=door.area_id,
            address_id=door.pk,
            number=f"9{COUNTY[3:]}{number:08d}",
            left_on=self.today - timedelta(days=200) if gone else None,
        )

    def _family(self, home: Household, homes_left: int | None) -> Iterator[Resident]:
        """As many as there is room for, so that all come to what was asked."""
        remaining = self.last_person - self.next_person
        size = self.chance.choice(SIZES)
        if homes_left is not None:
            size = max(1, min(size, remaining - homes_left))
            size = remaining if homes_left == 0 else size
        surname = names.surname(self.chance)
        for place in range(size):
            relation, span = MEMBERS[min(place, len(MEMBERS) - 1)]
            if place >= len(MEMBERS):
                relation = Relation.OTHER
            own = names.surname(self.chance) if place in (1, 3) else surname
            yield self._person(home, relation, span, own)

    def _person(self, home, relation: str, span, surname: str) -> Resident:
        chance = self.chance
        sex = "male" if chance.random() < 0.52 else "female"
        born = names.birth_date(chance, between=span, on=self.today)
        row = Resident(
            pk=self.next_person,
            station_id=home.station_id,
            area_id=home.area_id,
            household_id=home.pk,
            relation=relation,
            sex=sex,
            birth_date=born,
            ethnicity=chance.choice(ETHNIC),
            employer=chance.choice(TRADES),
            residence_kind=_lives(chance.random()),
            care_kinds=_care(chance.random(), span),
            left_on=home.left_on,
        )
        self.next_person += 1
        rarely = chance.randrange(RARELY) == 0
        name = (
            chance.choice(RARE)
            if rarely
            else surname + names.given_name(chance, sex=sex)
        )
        row.name, row.name_sort = name, read(name)[0]
        if chance.random() < 0.8:
            row.write_phone(names.phone(chance))
        row.tokens = [*read(name)[1], *([row.phone_masked[-4:]] if row.phone else [])]
        row.write_id_number(self._id_number(born, sex))
        return row

    def _id_number(self, born: date, sex: str) -> str:
        """No two alike: the order among those born on that day counts up."""
        order = self.orders[born] = self.orders.get(born, 0) + 1
        half = (order * 2 + (sex == "male")) % 1000
        first17 = f"{COUNTY[:4]}{20 + order // 499:02d}{born:%Y%m%d}{half:03d}"
        return first17 + identity.check_digit(first17)


@lru_cache(maxsize=400_000)
def read(name: str) -> tuple[str, tuple[str, ...]]:
    """What a name is sorted and found by."""
    return readings.pinyin(name)[:160], tuple(readings.tokens(name))


def _lives(draw: float) -> str:
    if draw < 0.82:
        return ResidenceKind.PERMANENT
    return ResidenceKind.MIGRANT if draw < 0.97 else ResidenceKind.LODGER


def _care(draw: float, span: tuple[int, int]) -> list[str]:
    if draw < 0.02:
        return [CareKind.DISABLED if draw < 0.008 else CareKind.LOW_INCOME]
    return [CareKind.ELDERLY_ALONE] if span[0] > 50 and draw < 0.06 else []


def local(day: date, minutes: int) -> datetime:
    """So many minutes after midnight of the office's day."""
    midnight = datetime.combine(day, datetime.min.time())
    return timezone.make_aware(midnight) + timedelta(minutes=minutes)
