"""Whom the police school concerns at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from antifraud.actions.school_reminders import AHEAD, UNWRITTEN
from antifraud.models import CourseSession
from antifraud.school_pages import to
from antifraud.workflow.school import SessionStatus
from households.dues import Dues
from station.registry import Notice, ReminderKind, WorkItem

SOON = timedelta(days=7)
MOST = 20
ICON = "school"
UNWRITTEN_DUE = Dues(
    model=CourseSession,
    labels={UNWRITTEN: _("Session of the police school to be written up")},
    still=lambda rows: rows.planned(),
    title=lambda row: row.course.title,
    person="planned_by_id",
    joins=("course",),
    icon=ICON,
    defer=("token",),
)
YOU_TEACH = _("You teach at the police school")


def _key(reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def teachers(reminders, at: datetime) -> dict[int, list[int]]:
    """Those who still teach it, while it is planned."""
    through = CourseSession.teachers.through.objects
    rows = through.filter(
        coursesession__in=map(_key, reminders),
        coursesession__status=SessionStatus.PLANNED,
    )
    known = set(rows.values_list("coursesession_id", "user_id"))
    return {
        r.pk: [r.recipient_id] for r in reminders if (_key(r), r.recipient_id) in known
    }


def teacher_words(reminders, user) -> dict[int, Notice]:
    rows = CourseSession.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    found = {row.pk: row for row in rows.for_list()}
    return {
        r.pk: Notice(
            recipient=user,
            title=f"{YOU_TEACH} · {row.course.title}",
            url=row.get_absolute_url(),
            detail=row.place,
            outside=f"{YOU_TEACH} · {row.area.name}",
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


KINDS = [
    *UNWRITTEN_DUE.kinds(),
    ReminderKind(AHEAD, YOU_TEACH, teachers, teacher_words, icon=ICON),
]


def to_do(user, now: datetime):
    """Sessions one teaches within the week, and what one has to write up."""
    rows = CourseSession.objects.visible_to(user, "edit").unwritten(at=now)
    mine = Q(planned_by=user) | Q(teachers=user)
    for row in rows.filter(mine).for_list().distinct().order_by("ends_at", "pk"):
        yield _item(row, row.ends_at, to("session_finish", row.pk))
    rows = CourseSession.objects.visible_to(user).ahead(at=now)
    rows = rows.filter(teachers=user, starts_at__lt=now + SOON)
    for row in rows.for_list().order_by("starts_at", "pk"):
        yield _item(row, row.starts_at, row.get_absolute_url())


def still_ahead(course, user) -> list[WorkItem]:
    """Sessions of a course that are not written up."""
    rows = CourseSession.objects.visible_to(user).planned().filter(course=course)
    return [
        _item(row, row.starts_at, row.get_absolute_url())
        for row in rows.for_list().order_by("starts_at", "pk")[:MOST]
    ]


def _item(row: CourseSession, due_at: datetime, url: str) -> WorkItem:
    return WorkItem(
        title=row.course.title,
        url=url,
        due_at=due_at,
        kind_label=_("Police school"),
        icon=ICON,
        area_name=row.area.name,
        detail=row.place,
        sort_key=row.place,
    )
