"""Finding courses, sessions and who sat in them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.models import Attendee, Course, CourseSession
from antifraud.school_pages import hours
from station.searching.source import SearchSource
from station.searching.ways import Named, Numbered, PhoneEnd, Worded

COURSES = SearchSource(
    key="courses",
    label=_("Course"),
    icon="school",
    model=Course,
    ways=(
        Worded(label=_("title"), columns=("title",)),
        Worded(label=_("outline"), columns=("outline",)),
    ),
    title=lambda row: row.title,
    detail=lambda row: row.area.short_name,
    prepare=lambda rows: rows.select_related("area"),
    order=("-is_active", "title", "pk"),
    list_key="antifraud.course",
    place=67,
)
SESSIONS = SearchSource(
    key="course_sessions",
    label=_("Police school"),
    icon="school",
    model=CourseSession,
    ways=(
        Numbered(series=("JX",)),
        Worded(label=_("title or place"), columns=("course__title", "place")),
    ),
    title=lambda row: row.course.title,
    detail=lambda row: f"{hours(row, now=timezone.now())} · {row.place}",
    prepare=lambda rows: rows.for_list(),
    order=("-starts_at", "-pk"),
    list_key="antifraud.coursesession",
    place=68,
)
ATTENDEES = SearchSource(
    key="attendees",
    label=_("Attendee"),
    icon="user-check",
    model=Attendee,
    ways=(Named(tokens="tokens", spoken="name_sort"), PhoneEnd("phone_tail")),
    title=lambda row: row.name,
    detail=lambda row: f"{row.session.course.title} · {row.get_seat_display()}",
    prepare=lambda rows: rows.select_related("session__course").defer(
        "phone", "session__token"
    ),
    order=("-created_at", "-pk"),
    list_key="antifraud.attendee",
    place=69,
)
KINDS = (COURSES, SESSIONS, ATTENDEES)
