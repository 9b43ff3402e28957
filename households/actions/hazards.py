"""Hazards: whatever somebody saw gets one file (一患一档)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from households.actions import hazard_clock as clock
from households.models import (
    Hazard,
    Household,
    InspectionFinding,
    Unit,
)
from households.numbering import number_in
from households.workflow.inspections import Severity
from station import working_days
from station.actions import attachments
from station.actions.events import record
from station.actions.links import tie
from station.errors import RuleError
from station.models import Area, Attachment, User

SERIES = "YH"
LONGEST_DAYS = 365


@dataclass(frozen=True)
class Facts:
    """What is wrong, and until when it is to be put right."""

    what: str
    severity: str
    deadline_on: date
    description: str = ""
    legal_basis: str = ""
    to_transfer: bool = False


@transaction.atomic
def report(
    *,
    facts: Facts,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    household: Household | None = None,
    area: Area | None = None,
    place: str = "",
    photos: Sequence[attachments.StoredFile] = (),
    origin: Model | None = None,
) -> Hazard:
    """Open a file for a hazard that somebody saw."""
    _check_facts(facts, at=at)
    where = unit or household
    if (unit is not None) + (household is not None) + bool(place.strip()) != 1:
        raise RuleError(
            _("Say where it is: a unit, a household or a place."), code="no_place"
        )
    if where is None and area is None:
        raise RuleError(_("Say in which village it is."), code="no_area")
    hazard = Hazard(
        unit=unit,
        household=household,
        place=place.strip(),
        area=where.area if where else area,
        what=facts.what.strip(),
        description=facts.description.strip(),
        severity=facts.severity,
        legal_basis=facts.legal_basis.strip(),
        deadline_on=facts.deadline_on,
    )
    _open(hazard, to_transfer=facts.to_transfer, by=by, at=at)
    photograph(hazard, photos, by=by, at=at)
    tie(origin=origin, made=hazard, by=by, at=at)
    return hazard


@transaction.atomic
def of_finding(*, finding: InspectionFinding, by: User, at: datetime) -> Hazard:
    """The file of a fault: a new one, or the open one of the same item again."""
    inspection, item = finding.inspection, finding.item
    known = (
        Hazard.objects.select_for_update(of=("self",))
        .open()
        .filter(unit=inspection.unit_id, item__code=item.code)
        .first()
    )
    if known is not None:
        record(kind="hazard.seen_again", subject=known, by=by, at=at, also=[inspection])
        tie(origin=inspection, made=known, by=by, at=at)
        return known
    hazard = Hazard(
        unit=inspection.unit,
        area=inspection.area,
        item=item,
        inspection=inspection,
        finding=finding,
        what=(item.fault_zh or item.title_zh)[:200],
        description=finding.remark,
        severity=item.severity,
        legal_basis=item.legal_basis,
        deadline_on=working_days.local_date(at) + timedelta(days=item.deadline_days),
    )
    _open(hazard, to_transfer=False, by=by, at=at)
    tie(origin=inspection, made=hazard, by=by, at=at)
    return hazard


def _open(hazard: Hazard, *, to_transfer: bool, by: User, at: datetime) -> None:
    hazard.number = number_in(SERIES, hazard.area, at=at)
    hazard.found_at, hazard.found_by, hazard.assigned_to = at, by, by
    if to_transfer:
        clock.start_transfer(hazard, on=working_days.local_date(at))
    clock.set_next(hazard)
    hazard.save()
    clock.remind(hazard, at=at)
    also = [found for found in (hazard.place_record, hazard.inspection) if found]
    record(kind="hazard.found", subject=hazard, by=by, at=at, also=also)


def _check_facts(facts: Facts, *, at: datetime) -> None:
    if not facts.what.strip():
        raise RuleError(_("Say what is wrong."), code="no_what")
    if facts.severity not in Severity.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    check_deadline(facts.deadline_on, at=at)


def check_deadline(day: date, *, at: datetime) -> None:
    today = working_days.local_date(at)
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise RuleError(
            _("The deadline must lie ahead, within a year."), code="deadline"
        )


def photograph(hazard: Hazard, photos, *, by, at) -> None:
    if photos:
        attachments.attach(
            files=list(photos),
            kind=Attachment.Kind.PHOTO,
            subject=hazard,
            by=by,
            at=at,
        )
