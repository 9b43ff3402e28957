"""Sessions of the police school in calendars: when and where, no names of residents."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from antifraud.calendars import Entry
from antifraud.models import CourseSession
from antifraud.school_pages import TONES
from antifraud.workflow.school import SessionStatus
from station import ical
from station.ical import escaped, utc


def entries(user, start: datetime, end: datetime) -> Iterator[Entry]:
    """What this person may see of these days."""
    rows = CourseSession.objects.visible_to(user).for_list()
    rows = rows.filter(starts_at__lt=end, ends_at__gt=start)
    for row in rows.order_by("starts_at", "pk"):
        yield Entry(
            row.starts_at,
            row.ends_at,
            row.course.title,
            row.get_absolute_url(),
            "school",
            _("Police school"),
            place=row.place,
            tone=TONES[row.status],
            is_off=row.status == SessionStatus.CANCELLED,
        )


def text_of(session: CourseSession, *, host: str) -> str:
    """One entry, and a reminder two hours before."""
    return ical.document(_("Police school"), [_lines(session, host)], maker="School")


def _lines(session: CourseSession, host: str) -> list[str]:
    is_off = session.status == SessionStatus.CANCELLED
    title = session.course.title
    found = [
        f"UID:session-{session.pk}@{host}",
        f"SEQUENCE:{session.version}",
        f"DTSTAMP:{utc(session.updated_at)}",
        f"DTSTART:{utc(session.starts_at)}",
        f"DTEND:{utc(session.ends_at)}",
        f"SUMMARY:{escaped(title)}",
        f"LOCATION:{escaped(session.place)}",
        f"DESCRIPTION:{escaped(session.number)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
    ]
    if session.is_planned:
        found += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT2H",
                  f"DESCRIPTION:{escaped(title)}", "END:VALARM"]  # fmt: skip
    return found
