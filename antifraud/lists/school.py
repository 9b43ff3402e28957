"""The lists of the police school: courses, sessions, who was there, certificates."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters import school as filters
from antifraud.models import Attendee, Course, CourseCertificate, CourseSession
from antifraud.workflow.people import Group
from antifraud.workflow.school import Seat
from station.lists import ListColumn, ListKind
from station.places import name_of

OWED = {filters.AHEAD, filters.UNWRITTEN}


def groups_of(codes) -> str:
    """Kinds of people in words."""
    return "、".join(str(Group(code).label) for code in codes)


def _soonest_first(params) -> tuple[str, ...]:
    """What lies ahead or is owed by its day, the rest newest first."""
    if params.get("state") in OWED:
        return ("starts_at", "pk")
    return ("-starts_at", "-pk")


COURSES = ListKind(
    key="antifraud.course",
    label=_("Courses"),
    icon="school",
    model=Course,
    permission="course.view",
    url_name="antifraud:course_list",
    filterset=filters.CourseFilterSet,
    defaults={"is_active": "true"},
    prepare=lambda rows: rows.for_list().select_related("area__parent"),
    orders={"title": ("title", "pk"), "-title": ("-title", "-pk")},
    columns=(
        ListColumn("title", _("Title"), lambda row: row.title, is_fixed=True),
        ListColumn(
            "topic",
            pgettext_lazy("course", "Topic"),
            lambda row: str(row.get_topic_display()),
        ),
        ListColumn("groups", _("For whom"), lambda row: groups_of(row.groups)),
        ListColumn("minutes", _("Minutes"), lambda row: row.minutes),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
    ),
    export_permission="course.export",
    export_name="antifraud:course_export",
    file_name="courses",
)
SESSIONS = ListKind(
    key="antifraud.coursesession",
    label=_("Police school"),
    icon="school",
    model=CourseSession,
    permission="course.view",
    url_name="antifraud:session_list",
    filterset=filters.CourseSessionFilterSet,
    defaults={"state": filters.AHEAD},
    only_bare=True,
    prepare=lambda rows: rows.for_list().select_related("area__parent").with_counts(),
    orders={
        "when": ("starts_at", "pk"),
        "-when": ("-starts_at", "-pk"),
    },
    order_for=_soonest_first,
    columns=(
        ListColumn("course", _("Course"), lambda row: row.course.title, is_fixed=True),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn(
            "topic",
            pgettext_lazy("course", "Topic"),
            lambda row: str(row.course.get_topic_display()),
            is_default=False,
        ),
        ListColumn("when", _("Begins"), lambda row: row.starts_at),
        ListColumn("place", _("Place"), lambda row: row.place),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
        ListColumn(
            "direction", _("Direction"), lambda row: str(row.get_direction_display())
        ),
        ListColumn(
            "came",
            pgettext_lazy("course session", "People there"),
            lambda row: row.came + row.nameless,
        ),
        ListColumn("capacity", _("Places"), lambda row: row.capacity, is_default=False),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn(
            "result",
            pgettext_lazy("course session", "How it went"),
            lambda row: row.result,
            on_page=False,
        ),
    ),
    export_permission="course.export",
    export_name="antifraud:session_export",
    file_name="police-school",
)
ATTENDEES = ListKind(
    key="antifraud.attendee",
    label=_("Attendance of the police school"),
    icon="users",
    model=Attendee,
    permission="attendance.view",
    url_name="antifraud:attendee_list",
    filterset=filters.AttendeeFilterSet,
    defaults={"seat": Seat.CAME},
    only_bare=True,
    prepare=lambda rows: rows.for_list().select_related("area__parent"),
    orders={
        "-added": ("-created_at", "-pk"),
        "added": ("created_at", "pk"),
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
    },
    columns=(
        ListColumn("name", _("Full name"), lambda row: row.name, is_fixed=True),
        ListColumn("phone", _("Phone"), lambda row: row.shown_phone),
        ListColumn("age", _("Age"), lambda row: str(row.get_age_group_display())),
        ListColumn("course", _("Course"), lambda row: row.session.course.title),
        ListColumn(
            "session", _("Number"), lambda row: row.session.number, on_page=False
        ),
        ListColumn("when", _("Begins"), lambda row: row.session.starts_at),
        ListColumn("seat", _("Attendance"), lambda row: str(row.get_seat_display())),
        ListColumn(
            "way",
            _("How it was noted"),
            lambda row: str(row.get_way_display()),
            is_default=False,
        ),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
    ),
    export_permission="attendance.export",
    export_name="antifraud:attendee_export",
    file_name="police-school-attendance",
)
CERTIFICATES = ListKind(
    key="antifraud.coursecertificate",
    label=_("Course certificates"),
    icon="certificate",
    model=CourseCertificate,
    permission="attendance.view",
    url_name="antifraud:course_certificate_list",
    filterset=filters.CourseCertificateFilterSet,
    prepare=lambda rows: rows.for_list().select_related("area__parent"),
    orders={
        "-issued": ("-issued_at", "-pk"),
        "issued": ("issued_at", "pk"),
    },
    columns=(
        ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
        ListColumn("name", _("Full name"), lambda row: row.name),
        ListColumn("course", _("Course"), lambda row: row.course_title),
        ListColumn(
            "held",
            pgettext_lazy("course certificate", "Held on"),
            lambda row: row.held_on,
        ),
        ListColumn("share", _("Right after it, in percent"), lambda row: row.share),
        ListColumn("issued", _("Issued on"), lambda row: row.issued_at),
        ListColumn(
            "state",
            _("State"),
            lambda row: filters.HOLDS[row.voided_at is not None][1],
        ),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
    ),
    export_permission="attendance.export",
    export_name="antifraud:course_certificate_export",
    file_name="course-certificates",
)
