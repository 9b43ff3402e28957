"""Judges a whole register: every row, and all rows together. No database in here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from households.importing import vocabulary
from households.importing.cells import LENGTHS, shown
from households.importing.layout import RawRow, Table
from households.importing.person import Context, Person
from households.importing.report import Finding
from households.importing.row import RowCheck


@dataclass(slots=True)
class Checked:
    """Everything the checks say about a workbook."""

    rows: int = 0
    people: list[Person] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: list[RawRow] = field(default_factory=list)
    headless: list[str] = field(default_factory=list)


class FileCheck:
    """All rows together: what one row alone cannot show."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.result = Checked()
        self._by_number: dict[str, Person] = {}
        self._homes: dict[str, Person] = {}
        self._heads: dict[str, Person] = {}
        self._households: dict[str, bool] = {}

    def take(self, raw: RawRow, headers: dict[str, str]) -> None:
        """Judge one row and keep it where it belongs."""
        check = RowCheck(raw, headers, self.context)
        person = check.person()
        self.result.rows += 1
        self._note_household(raw)
        if person is not None:
            self._compare(person, check)
        self.result.findings += check.findings
        if person is None or check.is_refused:
            self.result.refused.append(raw)
        else:
            self.result.people.append(person)
            self._by_number[person.id_number] = person

    def _note_household(self, raw: RawRow) -> None:
        number = shown(raw.cells.get("household")).strip()
        relation = shown(raw.cells.get("relation")).strip()
        is_head = vocabulary.RELATION_OF.get(relation) == "head"
        if number:
            self._households[number] = self._households.get(number, False) or is_head

    def _compare(self, person: Person, check: RowCheck) -> None:
        first = self._by_number.get(person.id_number)
        if first is not None:
            check.refuse("id_number", "duplicate", row=first.row, name=first.name)
            return
        self._settle_household(person, check)
        if not person.door:
            check.refuse("door", "no_door")
        if check.is_refused:
            return
        self._homes.setdefault(person.household, person)
        self._one_head(person, check)

    def _settle_household(self, person: Person, check: RowCheck) -> None:
        """A household number stands at one door; a person without one goes by door."""
        home = self._homes.get(person.household) if person.household else None
        if home is None:
            if not person.household and person.door:
                person.household = household_of(person)
                if "household" in check.headers:
                    check.mend("household", "household_from_address")
            return
        if not person.door:
            check.mend("door", "address_from_household", new=home.group + home.door)
        elif _home(person) != _home(home):
            check.warn(
                "door",
                "household_split",
                household=person.household,
                first=home.group + home.door,
                row=home.row,
            )
        person.community_id = home.community_id
        person.group, person.door = home.group, home.door

    def _one_head(self, person: Person, check: RowCheck) -> None:
        if person.relation != "head":
            return
        head = self._heads.setdefault(person.household, person)
        if head is not person:
            person.relation = "other"
            check.warn(
                "relation",
                "two_heads",
                row=head.row,
                household=person.household,
                label="Other",
            )

    def finish(self) -> Checked:
        """The result, with the households in which nobody is the head."""
        self.result.headless = [
            number for number, has_head in self._households.items() if not has_head
        ]
        return self.result


def household_of(person: Person) -> str:
    """The number of a household that has none: its place and door."""
    return f"{person.community_id}-{person.group}{person.door}"[: LENGTHS["household"]]


def _home(person: Person) -> tuple[int, str, str]:
    return person.community_id, person.group, person.door


def check_tables(
    tables: Iterable[Table],
    context: Context,
    *,
    progress: Callable[[int], None] | None = None,
    every: int = 500,
) -> Checked:
    """Judge every row of every table."""
    check = FileCheck(context)
    for table in tables:
        for raw in table.rows:
            check.take(raw, table.headers)
            if progress is not None and check.result.rows % every == 0:
                progress(check.result.rows)
    return check.finish()
