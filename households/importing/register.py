"""What the register already knows of the people and places in a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from households.importing.person import Person
from households.models import Address, Household, Housing, Resident
from station import crypto
from station.models import Area

Door = tuple[int, str, str]  # village, group, door


class Known(NamedTuple):
    """A resident as the register has them."""

    id: int
    household_id: int
    household: str
    address: str
    area_id: int
    relation: str
    name: str
    sex: str
    birth_date: object
    ethnicity: str
    id_number_index: bytes | None
    phone_index: bytes | None
    phone_masked: str
    residence_kind: str
    employer: str
    care_kinds: list[str]
    note: str
    row_key: object
    left_on: object
    merged_into_id: int | None

    def opened_note(self) -> str:
        """The remark in plain words."""
        if not self.note:
            return ""
        table = Resident._meta.db_table
        return crypto.unseal(self.note, place=f"{table}.note.{self.row_key}")


KNOWN_COLUMNS = (
    "id", "household_id", "household__number", "household__address__text", "area_id",
    "relation", "name", "sex", "birth_date", "ethnicity", "id_number_index",
    "phone_index", "phone_masked", "residence_kind", "employer", "care_kinds", "note",
    "row_key", "left_on", "merged_into_id",
)  # fmt: skip


class Home(NamedTuple):
    """A household as the register has it."""

    id: int
    number: str
    address_id: int
    area_id: int
    door: Door
    text: str


@dataclass
class Register:
    """One station's entries that a workbook touches, read in a few queries."""

    station: Area
    residents: dict[bytes, Known]
    homes: dict[str, Home]
    addresses: dict[Door, tuple[int, int]]
    tenures: dict[int, str]
    members: dict[int, list[Known]]

    def head_of(self, home: Home) -> Known | None:
        """The present head of a household."""
        members = self.members.get(home.id, ())
        return next((one for one in members if one.relation == "head"), None)

    def namesake(self, home: Home, person: Person) -> Known | None:
        """Another entry of the same household with this name and birth date."""
        for known in self.members.get(home.id, ()):
            if (known.name, known.birth_date) == (person.name, person.birth_date):
                return known
        return None


def look_up(station: Area, people: list[Person], indexes: Iterable[bytes]) -> Register:
    """Everything of the station that these people may meet."""
    homes = _homes(station, {person.household for person in people})
    addresses = _addresses(people)
    return Register(
        station=station,
        residents=_residents(station, indexes),
        homes=homes,
        addresses=addresses,
        tenures=_tenures(
            {home.address_id for home in homes.values()}
            | {pk for pk, _area in addresses.values()}
        ),
        members=_members({home.id for home in homes.values()}),
    )


def _residents(station: Area, indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """By ID number: who lives here first, then who left or was merged."""
    rows = Resident.objects.filter(
        station=station, id_number_index__in=list(indexes)
    ).values_list(*KNOWN_COLUMNS)
    found: dict[bytes, Known] = {}
    for row in rows:
        known = Known(*row)
        index = bytes(known.id_number_index)
        other = found.get(index)
        if other is None or _presence(known) < _presence(other):
            found[index] = known
    return found


def _presence(known: Known) -> int:
    """0 for who is here, 1 for who was merged into another entry, 2 for who left."""
    if known.merged_into_id is not None:
        return 1
    return 0 if known.left_on is None else 2


def _homes(station: Area, numbers: set[str]) -> dict[str, Home]:
    rows = Household.objects.filter(
        station=station, number__in=list(numbers)
    ).values_list(
        "id", "number", "address_id", "area_id", "address__community_id",
        "address__group_name", "address__door", "address__text",
    )  # fmt: skip
    return {
        row[1]: Home(*row[:4], door=(row[4], row[5], row[6]), text=row[7])
        for row in rows
    }


def _addresses(people: list[Person]) -> dict[Door, tuple[int, int]]:
    """Every known door of the villages in the workbook, with its id and area."""
    villages = {person.community_id for person in people}
    rows = Address.objects.filter(community_id__in=villages).values_list(
        "community_id", "group_name", "door", "id", "area_id"
    )
    return {row[:3]: row[3:] for row in rows}


def _tenures(addresses: set[int]) -> dict[int, str]:
    rows = Housing.objects.filter(address_id__in=addresses)
    return dict(rows.values_list("address_id", "tenure"))


def _members(households: set[int]) -> dict[int, list[Known]]:
    rows = (
        Resident.objects.present()
        .filter(household_id__in=households)
        .values_list(*KNOWN_COLUMNS)
    )
    members: dict[int, list[Known]] = {}
    for row in rows:
        known = Known(*row)
        members.setdefault(known.household_id, []).append(known)
    return members
