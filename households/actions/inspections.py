"""Inspections of venues: written whole, and what is wrong becomes a hazard's file.

Only places of work are inspected here (Fire Protection Law, article 53: the police
show their ID); a home is never inspected, it is visited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from households.actions import hazards, venues
from households.models import (
    Checklist,
    ChecklistItem,
    Inspection,
    InspectionFinding,
    InspectionStop,
    Unit,
)
from households.numbering import number_in
from households.workflow.inspections import InspectionOutcome, Result, Unsigned
from station import working_days
from station.actions import attachments
from station.actions.events import record as write_down
from station.actions.links import tie
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Attachment, User

SERIES = "JC"
LONGEST = timedelta(hours=24)
MOST_PHOTOS = 9


@dataclass(frozen=True)
class Finding:
    """How one item was; photos are stored files."""

    item: ChecklistItem
    result: str
    remark: str = ""
    photos: Sequence[attachments.StoredFile] = ()


@dataclass(frozen=True)
class Report:
    """What an inspection says."""

    started_at: datetime
    findings: Sequence[Finding]
    id_shown: bool
    person_in_charge: str = ""
    signature: attachments.StoredFile | None = None
    unsigned: str = ""
    companions: Sequence[User] = ()
    remark: str = ""


@dataclass(frozen=True)
class Made:
    """The inspection and the files of hazards it opened or found still open."""

    inspection: Inspection
    hazards: list = field(default_factory=list)


@transaction.atomic
def record(
    *,
    unit: Unit,
    checklist: Checklist,
    report: Report,
    by: User,
    at: datetime,
    stop: InspectionStop | None = None,
    origin: Model | None = None,
) -> Inspection:
    """Write an inspection down; each fault gets its file, or the open one again."""
    unit = lock(unit)
    stop = _waiting(stop, unit)
    _check_unit(unit, checklist)
    _check_report(report, checklist, at=at)
    _check_companions(report.companions, unit, by=by, at=at)
    inspection = _write(unit, checklist, report, by=by, at=at)
    findings = _write_findings(inspection, report, by=by, at=at)
    for finding in findings:
        if finding.result == Result.FAULT:
            hazards.of_finding(finding=finding, by=by, at=at)
    _sign(inspection, report, by=by, at=at)
    _stand(unit, inspection, at=at)
    if stop is not None:
        stop.inspection, stop.skipped_reason = inspection, ""
        stop.save(update_fields=["inspection", "skipped_reason"])
    write_down(
        kind="inspection.recorded", subject=inspection, by=by, at=at, also=[unit]
    )
    tie(origin=origin, made=inspection, by=by, at=at)
    return inspection


def _waiting(stop: InspectionStop | None, unit: Unit) -> InspectionStop | None:
    """The stop of a round, locked; it is done once."""
    if stop is None:
        return None
    stop = lock(stop)
    if stop.unit_id != unit.pk:
        raise RuleError(_("The round has another unit here."))
    if stop.inspection_id is not None:
        raise RuleError(
            _("This venue was inspected in this round already."), code="inspected"
        )
    return stop


def _check_unit(unit: Unit, checklist: Checklist) -> None:
    if unit.closed_on is not None:
        raise RuleError(_("This unit is closed already."), code="closed")
    if checklist.is_draft or checklist.kind_id not in (None, unit.venue_kind_id):
        raise RuleError(
            _("This checklist is not for this kind of venue."), code="other_checklist"
        )


def _check_report(report: Report, checklist: Checklist, *, at: datetime) -> None:
    if not report.id_shown:
        raise RuleError(
            _("Show your police ID before the inspection (Fire Law, article 53)."),
            code="id_not_shown",
        )
    if not at - LONGEST <= report.started_at <= at:
        raise RuleError(_("The time must lie within the last day."), code="past")
    if report.signature is None and report.unsigned not in Unsigned.values:
        raise RuleError(
            _("Let the person in charge sign, or say why not."), code="unsigned"
        )
    if any(len(found.photos) > MOST_PHOTOS for found in report.findings):
        raise RuleError(_("At most nine photos."), code="too_many_photos")
    _check_items(report, checklist)


def _check_items(report: Report, checklist: Checklist) -> None:
    """Every item once, and nothing else."""
    seen = sorted(found.item.pk for found in report.findings)
    wanted = sorted(checklist.items.values_list("pk", flat=True))
    if seen != wanted:
        raise RuleError(
            _("Every item of the checklist must be answered."), code="incomplete"
        )
    if any(found.result not in Result.values for found in report.findings):
        raise RuleError(_("Choose from the list."), code="unknown_choice")


def _check_companions(companions, unit: Unit, *, by: User, at: datetime) -> None:
    path = unit.area.path
    roster = Roster([path], on=working_days.local_date(at))
    for person in companions:
        if person.pk == by.pk or not roster.serves(person.pk, path):
            raise RuleError(
                _("%(person)s does not serve in %(area)s.")
                % {"person": person, "area": unit.area},
                code="not_serving",
            )


def _write(unit, checklist, report: Report, *, by, at) -> Inspection:
    faults = sum(found.result == Result.FAULT for found in report.findings)
    inspection = Inspection.objects.create(
        number=number_in(SERIES, unit.area, at=at),
        unit=unit,
        area=unit.area,
        checklist=checklist,
        lead=by,
        started_at=report.started_at,
        finished_at=at,
        id_shown=report.id_shown,
        person_in_charge=""
        if report.unsigned == Unsigned.ABSENT and not report.signature
        else report.person_in_charge.strip(),
        unsigned="" if report.signature else report.unsigned,
        outcome=InspectionOutcome.FAULTS if faults else InspectionOutcome.PASSED,
        fault_count=faults,
        remark=report.remark.strip(),
    )
    inspection.companions.set(report.companions)
    return inspection


def _write_findings(inspection, report: Report, *, by, at) -> list[InspectionFinding]:
    rows = InspectionFinding.objects.bulk_create(
        InspectionFinding(
            inspection=inspection,
            item=found.item,
            result=found.result,
            remark=found.remark.strip(),
        )
        for found in report.findings
    )
    for row, found in zip(rows, report.findings, strict=True):
        _attach(row, found.photos, inspection, by=by, at=at)
    return rows


def _attach(finding, files, inspection, *, by, at) -> None:
    if files:
        attachments.attach(
            files=list(files),
            kind=Attachment.Kind.PHOTO,
            subject=finding,
            area=inspection.area,
            also=[inspection],
            by=by,
            at=at,
        )


def _sign(inspection: Inspection, report: Report, *, by, at) -> None:
    if report.signature is not None:
        attachments.attach(
            files=[report.signature],
            kind=Attachment.Kind.SIGNATURE,
            subject=inspection,
            by=by,
            at=at,
        )


def _stand(unit: Unit, inspection: Inspection, *, at: datetime) -> None:
    """How the unit stands now, for the lists; not an edit of its data."""
    unit.last_inspected_at = inspection.finished_at
    unit.last_fault_count = inspection.fault_count
    unit.inspection_due_on = venues.due_on(unit)
    unit.save(
        update_fields=[
            "last_inspected_at",
            "last_fault_count",
            "inspection_due_on",
            "updated_at",
        ]
    )
    venues.remind(unit, at=at)


@transaction.atomic
def add_photos(
    *,
    inspection: Inspection,
    item: ChecklistItem,
    files: Sequence[attachments.StoredFile],
    by: User,
    at: datetime,
) -> None:
    """Photos that come after the report, on the day of the inspection."""
    finding = inspection.findings.filter(item=item).first()
    if finding is None:
        raise RuleError(_("This item is not in the inspection."), code="no_item")
    if inspection.lead_id != by.pk or at - inspection.finished_at > LONGEST:
        raise RuleError(
            _("Only who inspected adds photos, within a day."), code="too_late"
        )
    present = attachments.attached_to(finding).count()
    if present + len(files) > MOST_PHOTOS:
        raise RuleError(_("At most nine photos."), code="too_many_photos")
    _attach(finding, files, inspection, by=by, at=at)
