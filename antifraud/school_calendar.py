"""A session of the police school as iCalendar: when and where, no names of others."""

from django.utils.translation import gettext as _

from antifraud.models import CourseSession
from antifraud.workflow.school import SessionStatus
from station import ical
from station.ical import escaped, utc


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
