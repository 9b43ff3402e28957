"""The paper for a day's services (服务安排单): who comes when, what to bring along."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.conf import settings
from django.utils import timezone, translation

from households.models import ServiceRequest
from station.documents import compile_document
from station.models import Area
from station.phrasing import date_in_full

MOST = 100  # services on one paper


def render(
    rows: Iterable[ServiceRequest], *, area: Area | None, day: date | None = None
) -> bytes:
    """One list for each person who goes; it speaks Chinese whatever the screen does."""
    with translation.override(settings.LANGUAGE_CODE):
        above = Area.objects.above(area) if area else Area.objects.none()
        station = above.filter(kind=Area.Kind.STATION).first()
        data = {
            "station": station.name if station else "",
            "day": date_in_full(day) if day else "",
            "printed_on": date_in_full(timezone.localdate()),
            "people": [
                {"name": name, "services": [_line(row) for row in theirs]}
                for name, theirs in groupby(sorted(rows, key=_turn), _goes)
            ],
        }
        return compile_document("service_sheet", data)


def _goes(row: ServiceRequest) -> str:
    return row.assigned_to.name if row.assigned_to else ""


def _turn(row: ServiceRequest) -> tuple:
    """By person, then by the time, then by what is due."""
    return (_goes(row), row.begins_at is None, row.begins_at or row.due_at, row.pk)


def _line(row: ServiceRequest) -> dict:
    return {
        "number": row.number,
        "time": _moment(row.begins_at) if row.begins_at else "",
        "due": _moment(row.due_at),
        "matter": row.guide.title,
        "how": row.get_kind_display(),
        "name": row.resident_name,
        "phone": row.contact_phone_masked,
        "place": row.place,
        "area": row.area.name,
        "note": row.note,
        "missing": list(row.papers_missing),
    }


def _moment(at) -> str:
    return f"{timezone.localtime(at):%m-%d %H:%M}"
