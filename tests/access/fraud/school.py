"""What the access tests know of the police school."""

from datetime import timedelta

from django.utils import timezone

from households.models import Resident
from station import crypto
from station.views.policy import PUBLIC
from tests import factories as make
from tests.access.rows import Row, posted


def _child_of(session) -> list[int]:
    """The session, and a child of the register in the same village."""
    child = Resident.objects.filter(area=session.area).order_by("pk").first()
    if child is None:
        home = make.HouseholdFactory(community=session.area)
        child = make.ResidentFactory(household=home)
    return [session.pk, child.pk]


def _running(village):
    """A session whose code lets people in now."""
    now, code = timezone.now(), f"token-of-session-{village.pk}"
    return make.CourseSessionFactory(
        area=village,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        token=code,
        token_hash=crypto.fingerprint(code),
    )


PAGES = {
    "antifraud:course_list": Row("course.view"),
    "antifraud:course_export": Row("course.export"),
    "antifraud:course_create": Row("course.create"),
    "antifraud:course_detail": Row("course.view", "course"),
    "antifraud:course_edit": Row("course.edit", "course"),
    "antifraud:course_quiz": Row("course.edit", "course"),
    "antifraud:course_retire": posted("course.edit", "course"),
    "antifraud:course_back": posted("course.edit", "course"),
    "antifraud:session_list": Row("course.view"),
    "antifraud:session_export": Row("course.export"),
    "antifraud:session_create": Row("course.create"),
    "antifraud:session_detail": Row("course.view", "course session"),
    "antifraud:session_edit": Row("course.edit", "course session"),
    "antifraud:session_finish": Row("course.edit", "course session"),
    "antifraud:session_cancel": Row("course.edit", "course session"),
    "antifraud:session_reopen": posted("course.edit", "course session"),
    "antifraud:session_renew": posted("course.edit", "course session"),
    "antifraud:session_calendar": Row("course.view", "course session"),
    "antifraud:session_paper_quiz": Row("attendance.note", "course session"),
    "antifraud:session_paper_strike": posted(
        "attendance.note",
        "course session",
        args=lambda row: [row.pk, make.QuizSheetFactory(session=row).pk],
    ),
    "antifraud:session_invite": Row("attendance.note", "course session"),
    "antifraud:session_invite_person": Row("attendance.note", "course session"),
    "antifraud:session_invite_child": Row(
        "attendance.note", "course session", args=_child_of
    ),
    "antifraud:session_add": Row("attendance.note", "course session"),
    "antifraud:session_certify": posted("attendance.print", "course session"),
    "antifraud:session_sheet": Row("attendance.print", "course session"),
    "antifraud:session_certificates": Row("attendance.print", "course session"),
    "antifraud:attendee_list": Row("attendance.view"),
    "antifraud:attendee_export": Row("attendance.export"),
    "antifraud:attendee_detail": Row("attendance.view", "attendee"),
    "antifraud:attendee_tick": posted("attendance.note", "attendee"),
    "antifraud:attendee_untick": posted("attendance.note", "attendee"),
    "antifraud:attendee_decline": posted("attendance.note", "attendee"),
    "antifraud:attendee_strike": posted("attendance.note", "attendee"),
    "antifraud:attendee_certify": posted("attendance.print", "attendee"),
    "antifraud:course_certificate_list": Row("attendance.view"),
    "antifraud:course_certificate_export": Row("attendance.export"),
    "antifraud:course_certificate_print": Row("attendance.view", "course certificate"),
    "antifraud:course_certificate_void": Row("attendance.print", "course certificate"),
    "school_public:session": Row(PUBLIC, "any session", args=lambda row: [row.token]),
    "school_public:quiz": Row(PUBLIC, "asked session", args=lambda row: [row.token]),
}


def _asked(village):
    session = _running(village)
    make.CourseQuestionFactory(course=session.course)
    return session


MAKERS = {  # a record of each kind, in a village
    "course": lambda village: make.CourseFactory(area=village),
    "course session": lambda village: make.CourseSessionFactory(area=village),
    "attendee": lambda village: make.AttendeeFactory(session__area=village),
    "course certificate": lambda village: make.CourseCertificateFactory(
        attendee__session__area=village
    ),
    "any session": _running,
    "asked session": _asked,
}
# resource of the API: what its records are called in MAKERS
RECORDS = {
    "courses": "course",
    "course-sessions": "course session",
    "course-attendees": "attendee",
    "course-certificates": "course certificate",
}
OWN = set()  # resources without a record of somebody else


def _attendee(area):
    """With a whole number behind the mask."""
    made = make.AttendeeFactory.build(
        session=make.CourseSessionFactory(area=area), area=area
    )
    made.write_phone("13812345678")
    made.save()
    return made


REST = {
    "courses": lambda area: make.CourseFactory(area=area),
    "course-sessions": lambda area: make.CourseSessionFactory(area=area),
    "course-attendees": _attendee,
    "course-certificates": lambda area: make.CourseCertificateFactory(
        attendee__session__area=area
    ),
}
