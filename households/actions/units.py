"""Units (实有单位): shops, schools and companies in the register."""

import copy
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.households import check_left_on
from households.actions.residents import read_phone
from households.models import Address, FollowUp, Unit, UnitKind
from station.actions import events
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@dataclass(frozen=True)
class Facts:
    """What the register keeps of a unit."""

    name: str
    kind: str
    credit_code: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    staff_count: int | None = None
    note: str = ""


FIELDS = (*(field.name for field in fields(Facts)), "address", "area")


@transaction.atomic
def create(*, address: Address, facts: Facts, by: User, at: datetime) -> Unit:
    """Add a unit at an address."""
    unit = Unit(address=address, area=address.area)
    _write(unit, facts)
    unit.save()
    events.record(kind="unit.created", subject=unit, by=by, at=at, also=[address])
    return unit


@transaction.atomic
def edit(
    *,
    unit: Unit,
    address: Address,
    facts: Facts,
    version: int,
    by: User,
    at: datetime,
) -> Unit:
    """Set a unit's data right."""
    unit = lock(unit, version=version)
    before = copy.copy(unit)
    unit.address, unit.area = address, address.area
    _write(unit, facts)
    unit.version += 1
    unit.save()
    if before.area_id != unit.area_id:
        FollowUp.objects.filter(unit=unit).open().update(area=unit.area)
    events.record(
        kind="unit.edited",
        subject=unit,
        by=by,
        at=at,
        changes=events.differences(before, unit, FIELDS),
    )
    return unit


@transaction.atomic
def close(*, unit: Unit, closed_on: date, version: int, by: User, at: datetime) -> Unit:
    """The shop is gone; what was known of it stays."""
    unit = lock(unit, version=version)
    if unit.closed_on is not None:
        raise RuleError(_("This unit is closed already."), code="closed")
    check_left_on(closed_on, at=at)
    if unit.follow_ups.open().exists():
        raise RuleError(
            _("A follow-up is still open here: settle or cancel it first."),
            code="follow_up_open",
        )
    unit.closed_on = closed_on
    unit.version += 1
    unit.save(update_fields=["closed_on", "version", "updated_at"])
    events.record(
        kind="unit.closed",
        subject=unit,
        by=by,
        at=at,
        changes={"closed_on": [None, closed_on.isoformat()]},
    )
    return unit


def _write(unit: Unit, facts: Facts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A unit needs a name."), code="no_name")
    if facts.kind not in UnitKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    unit.write_name(facts.name)
    unit.write_contact_phone(read_phone(facts.contact_phone))
    unit.kind = facts.kind
    unit.credit_code = facts.credit_code.strip().upper()
    unit.contact_name = facts.contact_name.strip()
    unit.staff_count = facts.staff_count
    unit.note = facts.note.strip()
