"""Compares a checked workbook with the register: what is new, what changes.

A cell the office left empty never erases what the register knows, and nobody is moved
to another household without an officer's word: a move is only suggested.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from households.importing import vocabulary
from households.importing.person import Person
from households.importing.register import Door, Home, Known, Register, look_up
from households.importing.report import Finding, Result
from households.models import Resident
from station import phones
from station.models import Area

COMPARED = (
    "name", "sex", "birth_date", "ethnicity", "residence_kind", "employer", "care_kinds",
)  # fmt: skip
DEFAULTS = {"relation": "other", "residence_kind": "permanent"}
DEFAULT_TENURE = "owned"
HIDDEN = "***"


@dataclass(slots=True)
class Entry:
    """One person, what the register knows of them, and what will change."""

    person: Person
    index: bytes
    known: Known | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Plan:
    """All that a commit would do."""

    station: Area
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)
    refused: set[tuple[str, int]] = field(default_factory=set)
    new_homes: dict[str, Person] = field(default_factory=dict)
    moved_homes: dict[str, tuple[Home, Person]] = field(default_factory=dict)
    tenures: dict[Door, str] = field(default_factory=dict)
    demoted: list[Known] = field(default_factory=list)
    moves: list[tuple[Known, str]] = field(default_factory=list)
    merges: list[tuple[Entry, Known]] = field(default_factory=list)
    register: Register | None = None


class Planner:
    """Goes through the people of one workbook."""

    def __init__(
        self,
        register: Register,
        entries: list[Entry],
        *,
        headers: dict[str, dict[str, str]],
        covers: Callable[[int], bool],
        sees: Callable[[int], bool],
    ) -> None:
        self.register = register
        self.entries = entries
        self.headers = headers
        self.covers = covers
        self.sees = sees
        self.plan = Plan(register.station, register=register)
        self._doors_told: set[Door] = set()
        self._relations = {entry.index: entry.person.relation for entry in entries}

    def run(self) -> Plan:
        """The plan of the whole workbook."""
        for entry in self.entries:
            self._place(entry)
        return self.plan

    def _place(self, entry: Entry) -> None:
        person = entry.person
        home = self.register.homes.get(person.household)
        if home is not None and not self.covers(home.area_id):
            self._refuse(person, "household_out_of_scope", household=home.number)
            return
        if home is None:
            self.plan.new_homes.setdefault(person.household, person)
        else:
            self._compare_home(entry, home)
        known = self._known(entry)
        if known is None:
            self._compare_tenure(entry)
            self._check_head(entry, home)
            self.plan.new.append(entry)
            self._look_for_namesake(entry, home)
            return
        self._compare(entry, known, home)

    def _known(self, entry: Entry) -> Known | None:
        """The resident with this number; somebody who left comes back as new."""
        known = self.register.residents.get(entry.index)
        if known is not None and known.left_on is not None:
            self.plan.merges.append((entry, known))
            return None
        return known

    def _compare(self, entry: Entry, known: Known, home: Home | None) -> None:
        entry.known = known
        if known.merged_into_id is not None:
            self.plan.unchanged += 1
            return
        lives_here = home is not None and known.household_id == home.id
        if lives_here:
            self._compare_tenure(entry)
            self._compare_relation(entry, home)
        else:
            self._suggest_move(entry)
        if lives_here or self.covers(known.area_id):
            entry.changes += self._shown(_differences(entry.person, known), known)
        if entry.changes:
            self.plan.changed.append(entry)
        else:
            self.plan.unchanged += 1

    def _shown(self, differences, known: Known) -> list[tuple[str, str, str]]:
        """Before and after; what stood before only to those who may read the entry."""
        if self.sees(known.area_id):
            return list(differences)
        return [(name, HIDDEN, new) for name, _old, new in differences]

    # -- the household ------------------------------------------------------------------

    def _compare_home(self, entry: Entry, home: Home) -> None:
        """The household under this number stands at another door now."""
        door = _door(entry.person)
        if home.door != door and home.number not in self.plan.moved_homes:
            self.plan.moved_homes[home.number] = (home, entry.person)
            entry.changes.append(("address", home.text, f"{door[1]}{door[2]}"))

    def _compare_tenure(self, entry: Entry) -> None:
        """The first person at a door says how the dwelling is used."""
        door, tenure = _door(entry.person), entry.person.tenure
        if not tenure or door in self._doors_told:
            return
        self._doors_told.add(door)
        address = self.register.addresses.get(door)
        present = self.register.tenures.get(address[0]) if address else None
        if present != tenure:
            self.plan.tenures[door] = tenure
            if present is not None:
                entry.changes.append(("tenure", present, tenure))

    def _compare_relation(self, entry: Entry, home: Home) -> None:
        relation, known = entry.person.relation, entry.known
        if relation and relation != known.relation:
            entry.changes.append(("relation", known.relation, relation))
        self._check_head(entry, home)

    def _check_head(self, entry: Entry, home: Home | None) -> None:
        """A household has one head: the workbook's, if it names one."""
        if entry.person.relation != "head" or home is None:
            return
        head = self.register.head_of(home)
        if head is None or (entry.known is not None and head.id == entry.known.id):
            return
        said = self._relations.get(bytes(head.id_number_index or b""))
        if said and said != "head":
            return  # the workbook says what the old head is now
        self.plan.demoted.append(head)
        self._warn(entry.person, "relation", "head_replaced", name=head.name)

    # -- suggestions --------------------------------------------------------------------

    def _suggest_move(self, entry: Entry) -> None:
        known, person = entry.known, entry.person
        self.plan.moves.append((known, person.household))
        if self.sees(known.area_id):
            self._warn(
                person,
                "household",
                "elsewhere",
                household=known.household,
                address=known.address,
            )
        else:
            self._warn(person, "household", "elsewhere_hidden")

    def _look_for_namesake(self, entry: Entry, home: Home | None) -> None:
        """Same name, same day of birth, same household: probably one person."""
        other = self.register.namesake(home, entry.person) if home else None
        if other is not None:
            self.plan.merges.append((entry, other))

    # -- findings -----------------------------------------------------------------------

    def _warn(self, person: Person, column: str, says: str, **params: str) -> None:
        self._say(person, column, says, Result.WARNED, params)

    def _refuse(self, person: Person, says: str, **params: str) -> None:
        self.plan.refused.add((person.sheet, person.row))
        self._say(person, "household", says, Result.REFUSED, params)

    def _say(self, person, column, says, result, params) -> None:
        headers = self.headers.get(person.sheet, {})
        shown = {"household": person.household, "relation": person.relation}
        self.plan.findings.append(
            Finding(
                row=person.row,
                column=headers.get(column) or vocabulary.HEADERS[column].split()[0],
                says=says,
                result=str(result),
                value=shown.get(column, ""),
                sheet=person.sheet,
                params=params,
            )
        )


def make_plan(
    station: Area,
    people: list[Person],
    *,
    headers: dict[str, dict[str, str]],
    covers: Callable[[int], bool],
    sees: Callable[[int], bool],
) -> Plan:
    """Compare with the register as it stands now.

    ``covers`` says where these rows may be written, ``sees`` where the reader of the
    preview may look into the register.
    """
    entries = [
        Entry(person, Resident.index_of_id_number(person.id_number))
        for person in people
    ]
    register = look_up(station, people, [entry.index for entry in entries])
    return Planner(register, entries, headers=headers, covers=covers, sees=sees).run()


def _differences(person: Person, known: Known):
    """Field by field, what the workbook says otherwise; personal numbers masked."""
    for name in COMPARED:
        new, old = getattr(person, name), getattr(known, name)
        if new and new != old:
            yield name, _shown(old), _shown(new)
    if person.phone:
        index = Resident.index_of_phone(person.phone)
        if known.phone_index is None or bytes(known.phone_index) != index:
            yield "phone", known.phone_masked, phones.masked(person.phone)
    if person.note:
        old = known.opened_note()
        if old != person.note:
            yield "note", old, person.note


def _shown(value: object) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)


def _door(person: Person) -> Door:
    return person.community_id, person.group, person.door
