"""Residents: added, set right, moved, gone; the head of a household changed."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import care_moves, households
from households.models import (
    CareCategory,
    Household,
    PastResidence,
    Relation,
    ResidenceKind,
    Resident,
)
from station import identity, names, phones
from station.actions import events
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

TWIN = "households_resident_id_number_once_per_station"
TWO_HEADS = "households_resident_one_head"
LONGEST_LIFE = 125  # years


@dataclass(frozen=True)
class Person:
    """What the register keeps of a resident."""

    name: str
    relation: str
    sex: str = ""
    birth_date: date | None = None
    ethnicity: str = ""
    id_number: str = ""
    phone: str = ""
    residence_kind: str = ResidenceKind.PERMANENT
    employer: str = ""
    care_kinds: Sequence[str] = ()
    note: str = ""


FIELDS = tuple(field.name for field in fields(Person))


@transaction.atomic
def create(*, household: Household, person: Person, by: User, at: datetime) -> Resident:
    """Add somebody to a household."""
    household = lock(household)
    if household.left_on is not None:
        raise RuleError(_("This household has moved away."), code="moved_away")
    resident = Resident(
        household=household, area=household.area, station=household.station
    )
    _write(resident, person, at=at)
    _save(resident)
    events.record(
        kind="resident.created", subject=resident, by=by, at=at, also=[household]
    )
    households.refresh(household)
    return resident


@transaction.atomic
def edit(
    *, resident: Resident, person: Person, version: int, by: User, at: datetime
) -> Resident:
    """Set somebody's data right."""
    resident = lock(resident, version=version)
    before = copy.copy(resident)
    _write(resident, person, at=at)
    resident.version += 1
    _save(resident)
    events.record(
        kind="resident.edited",
        subject=resident,
        by=by,
        at=at,
        also=[resident.household],
        changes=events.differences(before, resident, FIELDS),
    )
    households.refresh(resident.household)
    return resident


@transaction.atomic
def leave(
    *,
    resident: Resident,
    left_on: date,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Resident:
    """Somebody moved away from here; the history stays."""
    resident = _lock_present(resident, version)
    households.check_left_on(left_on, at=at)
    resident.left_on = left_on
    resident.version += 1
    resident.save(update_fields=["left_on", "version", "updated_at"])
    _remember(resident, until_on=left_on, reason=reason)
    events.record(
        kind="resident.left",
        subject=resident,
        by=by,
        at=at,
        also=[resident.household],
        changes={"left_on": [None, left_on.isoformat()]},
        note=reason,
    )
    care_moves.follow(resident=resident, by=by, at=at)
    households.refresh(resident.household)
    return resident


@transaction.atomic
def move(
    *,
    resident: Resident,
    household: Household,
    relation: str,
    moved_on: date,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Resident:
    """Somebody lives in another household now, also one who had left."""
    resident = lock(resident, version=version)
    former, household = resident.household, lock(household)
    if resident.merged_into_id is not None:
        raise RuleError(_("This entry was merged into another one."), code="merged")
    if former == household and resident.left_on is None:
        raise RuleError(_("That is where this person lives."), code="same_household")
    if household.left_on is not None:
        raise RuleError(_("This household has moved away."), code="moved_away")
    households.check_left_on(moved_on, at=at)
    if resident.left_on is None:
        _remember(resident, until_on=moved_on, reason=reason)
    resident.household, resident.area = household, household.area
    resident.station, resident.relation = household.station, relation
    resident.left_on = None
    resident.version += 1
    _save(resident)
    events.record(
        kind="resident.moved",
        subject=resident,
        by=by,
        at=at,
        also=[former, household],
        changes={"household": [former.pk, household.pk]},
        note=reason,
    )
    care_moves.follow(resident=resident, by=by, at=at)
    households.refresh(former)
    households.refresh(household)
    return resident


@transaction.atomic
def make_head(
    *,
    resident: Resident,
    former_relation: str,
    version: int,
    by: User,
    at: datetime,
) -> Resident:
    """Somebody else answers for the household from now on."""
    household = lock(resident.household)
    resident = _lock_present(resident, version)
    if resident.relation == Relation.HEAD:
        raise RuleError(_("This person is the head already."), code="is_head")
    former = household.residents.present().filter(relation=Relation.HEAD).first()
    if former is not None:
        if former_relation not in Relation.values or former_relation == Relation.HEAD:
            raise RuleError(
                _("Choose how the former head is related to the new one."),
                code="no_relation",
            )
        _set_relation(former, former_relation)
    before = resident.relation
    _set_relation(resident, Relation.HEAD)
    events.record(
        kind="resident.made_head",
        subject=resident,
        by=by,
        at=at,
        also=[household, *([former] if former else [])],
        changes={"relation": [before, Relation.HEAD.value]},
    )
    households.refresh(household)
    return resident


def _lock_present(resident: Resident, version: int | None) -> Resident:
    resident = lock(resident, version=version)
    if resident.left_on is not None or resident.merged_into_id is not None:
        raise RuleError(_("This person no longer lives here."), code="left")
    return resident


def _remember(resident: Resident, *, until_on: date, reason: str) -> None:
    PastResidence.objects.create(
        resident=resident,
        household=resident.household,
        until_on=until_on,
        reason=reason[:200],
    )


def _set_relation(resident: Resident, relation: str) -> None:
    resident.relation = relation
    resident.version += 1
    resident.save(update_fields=["relation", "version", "updated_at"])


def _save(resident: Resident) -> None:
    twins = {
        TWIN: _("This ID number is registered in this station already."),
        TWO_HEADS: _("This household has a head already."),
    }
    with refusing_twins(**twins):
        resident.save()


def _write(resident: Resident, person: Person, *, at: datetime) -> None:
    """Put a checked person into the row, with what it is found by."""
    found = read_identity(person.id_number)
    sex, birth_date = _agreed(person, found)
    _check_birth(birth_date, at=at)
    phone = read_phone(person.phone)
    name = names.normalise(person.name)
    if not name:
        raise RuleError(_("A resident needs a name."), code="no_name")
    _check_words(person)
    resident.write_name(name)
    resident.write_id_number(found.number if found else "")
    resident.write_phone(phone)
    resident.sex, resident.birth_date = sex, birth_date
    resident.relation = person.relation
    resident.ethnicity = person.ethnicity.strip()
    resident.residence_kind = person.residence_kind
    resident.employer = person.employer.strip()
    resident.care_kinds = list(person.care_kinds)
    resident.note = person.note.strip()


def read_identity(text: str) -> identity.Identity | None:
    """A typed ID number, made whole; raises RuleError saying what is wrong."""
    number = identity.normalise(text)
    if not number:
        return None
    try:
        return identity.parse(number)
    except identity.IdentityError as error:
        raise RuleError(_words_of(error), code=f"id_{error.code}") from None


def read_phone(text: str) -> str:
    """A typed phone number in its one form."""
    number = phones.normalise(text)
    if number and not phones.is_valid(number):
        raise RuleError(
            _(
                "This is no phone number: a mobile has 11 digits, a landline its area code."
            ),
            code="phone_invalid",
        )
    return number


def _words_of(error: identity.IdentityError) -> str:
    """What is wrong with an ID number, as one would say it at the counter."""
    return {
        "bad_length": _("An ID number has 18 characters."),
        "bad_characters": _("An ID number is made of digits; only the last may be X."),
        "bad_region": _("The first two digits name no province."),
        "bad_birth": _("The date of birth in this number does not exist."),
        "bad_check": _("The last character does not fit: a digit is mistyped."),
    }.get(error.code, _("This is no ID number."))


def _agreed(person: Person, found) -> tuple[str, date]:
    """Sex and birth date, taken from the ID number where one is given."""
    if found is not None:
        told = (person.sex or found.sex, person.birth_date or found.birth_date)
        if told != (found.sex, found.birth_date):
            raise RuleError(
                _("The ID number says otherwise about birth date or sex."),
                code="id_contradicts",
            )
        return told
    if not person.sex or person.birth_date is None:
        raise RuleError(
            _("Without an ID number, sex and date of birth are needed."),
            code="no_birth",
        )
    return person.sex, person.birth_date


def _check_birth(birth_date: date, *, at: datetime) -> None:
    today = timezone.localdate(at)
    if birth_date > today or today.year - birth_date.year > LONGEST_LIFE:
        raise RuleError(_("This date of birth cannot be."), code="birth_impossible")


def _check_words(person: Person) -> None:
    known = (
        person.relation in Relation.values
        and person.residence_kind in ResidenceKind.values
        and set(person.care_kinds) <= set(CareCategory.objects.labels())
        and (not person.sex or person.sex in Resident.Sex.values)
    )
    if not known:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
