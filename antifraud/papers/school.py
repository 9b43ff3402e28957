"""Papers of the police school: the attendance list with its code, and certificates."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from antifraud.models import CourseCertificate, CourseSession
from households.papers.cards import qr_svg
from station.documents import compile_document
from station.models import Area
from station.phrasing import date_in_full

SPARE = 8  # empty lines for whoever comes unasked
FEWEST = 26  # lines on a list, as many as one page takes


def public_address(session: CourseSession) -> str:
    """What the QR holds: our own address and the code."""
    url = reverse("school_public:session", args=[session.token])
    return f"{settings.PUBLIC_URL}{url}"


def attendance_list(session: CourseSession) -> bytes:
    """To be signed at the door, with the code for whoever has a phone; in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("course_attendance", _list_data(session))


def certificates(rows: Iterable[CourseCertificate]) -> bytes:
    """One page a certificate, as it was issued; they speak Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document(
            "course_certificate", {"certificates": [_certificate(row) for row in rows]}
        )


def _list_data(session: CourseSession) -> dict:
    rows = session.attendees.exclude(seat="declined").order_by("name_sort", "pk")
    people = [
        {
            "name": row.name,
            "phone": row.shown_phone,
            "came": "已到" if row.is_there else "",
        }
        for row in rows.defer("phone")
    ]
    start, end = (timezone.localtime(at) for at in (session.starts_at, session.ends_at))
    teachers = [person.name for person in session.teachers.all()]
    station = _station(session.area)
    return {
        "title": session.course.title,
        "number": session.number,
        "station": station.name,
        "when": f"{date_in_full(start.date())} {start:%H:%M}–{end:%H:%M}",
        "place": session.place,
        "teachers": "、".join(filter(None, [*teachers, session.guests])),
        "people": people,
        "spare": max(SPARE, FEWEST - len(people)),
        "qr": qr_svg(public_address(session), border=0),
    }


def _certificate(row: CourseCertificate) -> dict:
    return {
        "number": row.number,
        "name": row.name,
        "course": row.course_title,
        "held_on": date_in_full(row.held_on),
        "minutes": str(row.minutes),
        "station": _station(row.area).name,
        "issued_on": date_in_full(timezone.localtime(row.issued_at).date()),
        "voided": row.voided_at is not None,
    }


def _station(area: Area) -> Area:
    """The station that holds the school."""
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    return above.first() or area
