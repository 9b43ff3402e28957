"""The record of an inspection (检查记录), to be filed and shown to the unit."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation

from households.inspection_facts import findings_of
from households.models import Hazard, Inspection
from households.workflow.inspections import Result
from station import working_days
from station.actions.attachments import attached_to, path_of
from station.documents import compile_document
from station.models import Area, Attachment, User
from station.phrasing import date_in_full

MOST_PHOTOS = 24  # small ones; the rest stays on the screen
HOURS = "%H:%M"


def render(inspection: Inspection, *, user: User) -> bytes:
    """The paper as PDF/A with what this person may see; always in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("inspection_record", _data(inspection, user))


def _data(inspection: Inspection, user: User) -> dict:
    above = {area.kind: area for area in Area.objects.above(inspection.area)}
    station = above.get("station")
    sections = findings_of(inspection, user=user)
    lines = [line for _title, found in sections for line in found]
    photos = [photo for line in lines for photo in line.photos]
    hazards = Hazard.objects.visible_to(user).filter(inspection=inspection)
    return {
        "number": inspection.number,
        "station": station.name if station else "",
        "bureau": above["county"].name if "county" in above else "",
        "unit": inspection.unit.name,
        "address": inspection.unit.address.text,
        "kind": str(inspection.unit.venue_kind or ""),
        "checklist": str(inspection.checklist),
        "when": _when(inspection),
        "officers": _people(inspection),
        "person": inspection.person_in_charge,
        "unsigned": inspection.get_unsigned_display(),
        "outcome": inspection.get_outcome_display(),
        "remark": inspection.remark,
        "signed": _signature(inspection),
        "sections": [[str(title), _lines(found)] for title, found in sections],
        "photos": _pictures(photos[:MOST_PHOTOS]),
        "left_out": max(0, len(photos) - MOST_PHOTOS),
        "hazards": [_hazard(row) for row in hazards.order_by("pk")],
    }


def _when(inspection: Inspection) -> str:
    """The day, and from when to when."""
    day = date_in_full(working_days.local_date(inspection.started_at))
    ends = (inspection.started_at, inspection.finished_at)
    return " ".join(
        [day, "–".join(timezone.localtime(end).strftime(HOURS) for end in ends)]
    )


def _people(inspection: Inspection) -> list[str]:
    """Who inspected, who led it first, each with the badge number."""
    people = [inspection.lead, *inspection.companions.order_by("pk")]
    return [f"{person.name} {person.badge_number}" for person in people]


def _lines(found: Iterable) -> list[dict]:
    return [
        {
            "title": line.finding.item.title,
            "result": line.finding.get_result_display(),
            "is_fault": line.finding.result == Result.FAULT,
            "remark": line.finding.remark,
            "hazard": line.hazard.number if line.hazard else "",
        }
        for line in found
    ]


def _hazard(row: Hazard) -> dict:
    return {
        "number": row.number,
        "what": row.what,
        "severity": row.get_severity_display(),
        "basis": row.legal_basis,
        "deadline": date_in_full(row.deadline_on),
        "status": row.get_status_display(),
    }


def _pictures(photos: Iterable[Attachment]) -> list[list[int]]:
    """The small pictures; one that is gone from the store is left out."""
    return [body for photo in photos if (body := _small(photo)) is not None]


def _signature(inspection: Inspection) -> list[int] | None:
    """What the person in charge wrote on the screen."""
    rows = attached_to(inspection).filter(kind=Attachment.Kind.SIGNATURE)
    found = rows.first()
    return _small(found) if found else None


def _small(photo: Attachment) -> list[int] | None:
    try:
        return list(path_of(photo.thumbnail_name).read_bytes())
    except OSError:
        return None
