"""What the pages of the police school share: addresses, tones, whom a refusal is about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from antifraud.models import CourseSession
from antifraud.workflow.school import Seat, SessionStatus
from station import phrasing, policy

TONES = {
    SessionStatus.PLANNED: "blue",
    SessionStatus.DONE: "green",
    SessionStatus.CANCELLED: "grey",
}
SEATS = {Seat.INVITED: "blue", Seat.CAME: "green", Seat.DECLINED: "grey"}
FIELD_OF = {
    "no_title": "title",
    "antifraud_course_title_once": "title",
    "minutes": "minutes",
    "pass_share": "pass_share",
    "no_place": "place",
    "order": "ends_at",
    "too_far": "starts_at",
    "no_teacher": "teachers",
    "busy": "teachers",
    "capacity": "capacity",
    "course_retired": "course",
    "nameless": "nameless",
    "nobody_came": "nameless",
    "no_reason": "reason",
    "no_name": "name",
    "two_registers": "ally",
    "phone_invalid": "phone",
    "guardian": "guardian_name",
    "agreed_on": "guardian_agreed_on",
    "sheets": "sheets",
    "right": "right",
}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"antifraud:{name}", args=args)


def parts(user, current: str) -> list:
    """The lists of the police school, side by side."""
    found = [
        (_("Sessions"), to("session_list"), current == "sessions"),
        (_("Courses"), to("course_list"), current == "courses"),
    ]
    if policy.can(user, "attendance.view"):
        found += [
            (_("Attendance"), to("attendee_list"), current == "attendance"),
            (
                _("Certificates"),
                to("course_certificate_list"),
                current == "certificates",
            ),
        ]
    return found


def hours(session: CourseSession, *, now) -> str:
    """Tomorrow 14:00–15:30."""
    from_ = phrasing.moment(session.starts_at, now=now)
    until = phrasing.moment(session.ends_at, now=session.ends_at).rpartition(" ")[2]
    return f"{from_}–{until}"


def percent(share: int | None) -> str:
    return "–" if share is None else f"{share} %"
