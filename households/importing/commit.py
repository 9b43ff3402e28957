"""Writes a plan into the register by COPY, in one transaction or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from households.importing.person import Person
from households.importing.plan import DEFAULT_TENURE, DEFAULTS, Entry, Plan
from households.importing.register import Door
from households.importing.settling import settle_households, update_from_staging
from households.importing.suggestions import suggest
from households.models import (
    Address,
    FollowUp,
    Household,
    HouseholdStanding,
    Housing,
    RegisterImport,
    Resident,
)
from station import names
from station.copying import copy_in, give_ids
from station.models import Area, Event, User, reference

LOCK = 0x52454749  # one commit at a time in a station
PLAIN_FIELDS = (
    "sex", "birth_date", "ethnicity", "residence_kind", "employer", "care_kinds",
)  # fmt: skip


@dataclass
class Writer:
    """Carries out one plan."""

    plan: Plan
    by: User | None
    at: datetime
    register_import: RegisterImport | None = None
    homes: dict[str, Household] = field(default_factory=dict)
    residents: list[Resident] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    areas: dict[int, Area] = field(default_factory=dict)

    def run(self) -> None:
        """Everything, inside the transaction of the caller."""
        self.areas = Area.objects.in_bulk(
            {door[0] for door in self._doors()} | {self.plan.station.pk}
        )
        self._write_addresses()
        self._write_homes()
        self._move_homes()
        self._write_residents()
        self._change_residents()
        self._write_tenures()
        self._settle_households()
        suggest(
            self.plan, self.homes, self.residents, register_import=self.register_import
        )
        give_ids(self.events)
        copy_in(self.events)

    # -- places -------------------------------------------------------------------------

    def _people_with_homes(self) -> Iterable[Person]:
        yield from self.plan.new_homes.values()
        for _home, person in self.plan.moved_homes.values():
            yield person

    def _doors(self) -> dict[Door, None]:
        return dict.fromkeys(map(_door, self._people_with_homes()))

    def _write_addresses(self) -> None:
        known = self.plan.register.addresses
        new = [door for door in self._doors() if door not in known]
        rows = [self._address(door) for door in new]
        give_ids(rows)
        copy_in(rows)
        known.update(
            (door, (row.pk, row.area_id)) for door, row in zip(new, rows, strict=True)
        )

    def _address(self, door: Door) -> Address:
        community, group, number = door
        village = self.areas[community]
        return Address(
            community_id=community,
            area_id=community,
            group_name=group,
            door=number,
            text=f"{village.short_name or village.name}{group}{number}"[:200],
        )

    def _write_homes(self) -> None:
        for number, person in self.plan.new_homes.items():
            address, area = self.plan.register.addresses[_door(person)]
            self.homes[number] = Household(
                station=self.plan.station,
                area_id=area,
                address_id=address,
                number=number,
            )
        rows = list(self.homes.values())
        give_ids(rows)
        self._name_heads()
        copy_in(rows)
        copy_in(HouseholdStanding(household_id=row.pk) for row in rows)
        self._tell("household.imported", rows)

    def _name_heads(self) -> None:
        for entry in self.plan.new:
            home = self.homes.get(entry.person.household)
            if home is not None and entry.person.relation == "head":
                home.head_name = entry.person.name
                home.head_sort = names.pinyin(entry.person.name)[:160]

    def _move_homes(self) -> None:
        for home, person in self.plan.moved_homes.values():
            address, area = self.plan.register.addresses[_door(person)]
            Household.objects.filter(pk=home.id).update(
                address_id=address,
                area_id=area,
                left_on=None,
                version=F("version") + 1,
                updated_at=self.at,
            )
            Resident.objects.filter(household_id=home.id).update(area_id=area)
            FollowUp.objects.filter(household_id=home.id).open().update(area_id=area)
            row = Household(pk=home.id, area_id=area)
            changes = {"address": [home.address_id, address]}
            self._tell("household.moved", [row], changes)

    # -- people -------------------------------------------------------------------------

    def _home_of(self, person: Person) -> tuple[int, int]:
        """The household's id and area."""
        home = self.homes.get(person.household)
        if home is not None:
            return home.pk, home.area_id
        known = self.plan.register.homes[person.household]
        if person.household in self.plan.moved_homes:
            return known.id, self.plan.register.addresses[_door(person)][1]
        return known.id, known.area_id

    def _write_residents(self) -> None:
        self._demote()
        self.residents = [self._resident(entry) for entry in self.plan.new]
        give_ids(self.residents)
        copy_in(self.residents)
        self._tell("resident.imported", self.residents)

    def _demote(self) -> None:
        """Make room for a new head: a household has only one."""
        pks = [known.id for known in self.plan.demoted]
        pks += [
            entry.known.id
            for entry in self.plan.changed
            if entry.known.relation == "head"
            and any(name == "relation" for name, _old, _new in entry.changes)
        ]
        if pks:
            Resident.objects.filter(pk__in=pks).update(
                relation=DEFAULTS["relation"],
                version=F("version") + 1,
                updated_at=self.at,
            )

    def _resident(self, entry: Entry) -> Resident:
        person = entry.person
        household, area = self._home_of(person)
        resident = Resident(
            station=self.plan.station,
            area_id=area,
            household_id=household,
            relation=person.relation or DEFAULTS["relation"],
            note=person.note,
            **{name: getattr(person, name) for name in PLAIN_FIELDS},
        )
        resident.residence_kind = person.residence_kind or DEFAULTS["residence_kind"]
        resident.write_id_number(person.id_number)
        resident.write_phone(person.phone)  # before the name, whose tokens hold its end
        resident.write_name(person.name)
        return resident

    def _change_residents(self) -> None:
        """The changed ones, through a staging table; the head after the others."""
        own = [entry for entry in self.plan.changed if _touches_resident(entry)]
        rows = Resident.objects.in_bulk([entry.known.id for entry in own])
        for entry in own:
            self._apply(entry, rows[entry.known.id])
        update_from_staging(list(rows.values()), self.at)
        for entry in own:
            fields = sorted({name for name, _old, _new in entry.changes})
            row = rows[entry.known.id]
            self._tell("resident.changed", [row], dict.fromkeys(fields))

    def _apply(self, entry: Entry, row: Resident) -> None:
        person = entry.person
        for name, _old, _new in entry.changes:
            if name == "name":
                row.write_name(person.name)
            elif name == "phone":
                row.write_phone(person.phone)
            elif name in PLAIN_FIELDS or name in {"relation", "note"}:
                setattr(row, name, getattr(person, name))

    # -- what hangs on a household ------------------------------------------------------

    def _write_tenures(self) -> None:
        known, addresses = self.plan.register.tenures, self.plan.register.addresses
        wanted = {addresses[d][0]: (d, t) for d, t in self.plan.tenures.items()}
        for door in self._doors():
            wanted.setdefault(addresses[door][0], (door, DEFAULT_TENURE))
        new = [
            Housing(address_id=address, area_id=addresses[door][1], tenure=tenure)
            for address, (door, tenure) in wanted.items()
            if address not in known
        ]
        give_ids(new)
        copy_in(new)
        for address, (door, tenure) in wanted.items():
            if address in known and door in self.plan.tenures:
                Housing.objects.filter(address_id=address).update(
                    tenure=tenure, version=F("version") + 1, updated_at=self.at
                )

    def _settle_households(self) -> None:
        """Count the residents and name the head of every household touched."""
        touched = {row.household_id for row in self.residents}
        touched |= {entry.known.household_id for entry in self.plan.changed}
        touched |= {known.household_id for known in self.plan.demoted}
        settle_households(touched)
        arrived = {row.household_id for row in self.residents}
        Household.objects.filter(pk__in=arrived, left_on__isnull=False).update(
            left_on=None, version=F("version") + 1, updated_at=self.at
        )

    # -- history ------------------------------------------------------------------------

    def _tell(self, kind: str, rows: list, changes: dict | None = None) -> None:
        """An event for each row, as an action by hand would write it."""
        about = [reference(self.register_import)] if self.register_import else []
        for row in rows:
            subject = reference(row)
            trail = [subject, *about]
            if isinstance(row, Resident):
                trail.append(f"households.household:{row.household_id}")
            self.events.append(
                Event(
                    kind=kind,
                    subject=subject,
                    trail=trail,
                    area_id=row.area_id,
                    actor=self.by,
                    happened_at=self.at,
                    changes=changes or {},
                )
            )


def write_plan(
    plan: Plan,
    *,
    by: User | None,
    at: datetime,
    register_import: RegisterImport | None = None,
) -> None:
    """Carry out a plan that was made under ``lock_register``."""
    Writer(plan, by, at, register_import).run()


def lock_register(station: Area) -> None:
    """Let nobody else commit into this station until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock_register needs a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, station.pk])


def _touches_resident(entry: Entry) -> bool:
    return any(name not in {"address", "tenure"} for name, _old, _new in entry.changes)


def _door(person: Person) -> Door:
    return person.community_id, person.group, person.door
