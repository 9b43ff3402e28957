"""The row shapes of the police school."""

from django.urls import reverse

from antifraud.models import Attendee, Course, CourseCertificate, CourseSession
from antifraud.school_figures import shares_of
from station.api.papers import Pdf
from station.api.parts import Children, Column, Expression, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

BY_ID = {"updated_at": "updated_at", "id": "id"}
COUNT = {"type": "integer"}
SHARE = {"type": ["integer", "null"]}
QUIZ = {
    "type": "object",
    "description": "Of a hundred answers so many right, and from how many sheets.",
    "properties": {
        "before": SHARE,
        "after": SHARE,
        "sheets_before": COUNT,
        "sheets_after": COUNT,
    },
    "required": ["before", "after", "sheets_before", "sheets_after"],
}
SEATS = (
    "(SELECT count(*) FROM antifraud_attendee a WHERE a.session_id = {{t}}.id{more})"
)


def _list_paper(session: CourseSession) -> str:
    return reverse("api:course-sessions-paper", args=[session.pk])


def _certificate_paper(certificate: CourseCertificate) -> str:
    return reverse("api:course-certificates-paper", args=[certificate.pk])


def _quiz(session: CourseSession, _user) -> dict:
    found = shares_of(session.pk)
    return {name: getattr(found, name) for name in QUIZ["properties"]}


COURSES = Shape(
    "Course",
    Course,
    "id",
    "title",
    "topic",
    AREA,
    "groups",
    "minutes",
    "pass_share",
    "is_active",
    Children(
        "questions",
        "id",
        "position",
        "text",
        "options",
        "right",
        order="{t}.position, {t}.id",
        where="{t}.retired_at IS NULL",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "title": "title"},
    order="title",
    detail=[Column("outline")],
)
SESSIONS = Shape(
    "CourseSession",
    CourseSession,
    "id",
    "number",
    Part("course", "id", "title", "topic"),
    AREA,
    "place",
    "direction",
    "starts_at",
    "ends_at",
    Children("teachers", "id", "name", order="{t}.name_sort, {t}.id"),
    "guests",
    Children(
        "audiences", "id", "name", order="{t}.name, {t}.id", within="audience.view"
    ),
    "capacity",
    "status",
    Expression("listed", SEATS.format(more=""), COUNT),
    Expression("came", SEATS.format(more=" AND a.seat = 'came'"), COUNT),
    "nameless",
    "ended_at",
    person("planned_by"),
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "starts_at": "starts_at"},
    order="-starts_at",
    detail=[
        Column("note"),
        Column("result"),
        Told("quiz", QUIZ, _quiz),
        Children(
            "quiz_sheets",
            "id",
            "moment",
            "people",
            "right",
            "total",
            order="{t}.filled_at, {t}.id",
            where="{t}.noted_by_id IS NOT NULL",
        ),
    ],
)
ATTENDEES = Shape(
    "CourseAttendee",
    Attendee,
    "id",
    Part("session", "id", "number", "starts_at"),
    AREA,
    Part("resident", "id", "name", within="resident.view"),
    Part("ally", "id", "name", within="ally.view"),
    "name",
    "phone_masked",
    "age_group",
    "guardian_agreed_on",
    "seat",
    "way",
    "came_at",
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "created_at": "created_at", "name": "name_sort"},
    order="-created_at",
    detail=[
        Column("phone_tail", needs="attendance.note"),
        Column("guardian_name", needs="attendance.note"),
    ],
)
CERTIFICATES = Shape(
    "CourseCertificate",
    CourseCertificate,
    "id",
    "number",
    Part("attendee", "id", "name"),
    AREA,
    "name",
    "course_title",
    "held_on",
    "minutes",
    "share",
    "issued_at",
    person("issued_by"),
    "voided_at",
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "issued_at": "issued_at"},
    order="-issued_at",
    detail=[
        Column("void_reason", needs="attendance.print"),
        Pdf(_certificate_paper, needs="attendance.view"),
    ],
)
