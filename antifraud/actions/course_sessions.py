"""Sessions of the police school: planned, moved, held and written up, called off."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from antifraud.actions import school_reminders
from antifraud.models import Audience, Course, CourseSession
from antifraud.workflow import school as workflow
from antifraud.workflow.school import Direction, Seat, SessionStatus
from households.numbering import number_in
from station import crypto
from station.actions import attachments
from station.actions.events import differences, record
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, Attachment, User

SERIES = "JX"  # 警校
FIELDS = (
    "course", "area", "place", "direction", "starts_at", "ends_at", "guests",
    "capacity", "note",
)  # fmt: skip
LONGEST = timedelta(hours=8)
BACK, AHEAD = timedelta(days=90), timedelta(days=366)
MOST_PLACES = 5000
MOST_NAMELESS = 9999


@dataclass(frozen=True)
class SessionFacts:
    """Which course, when, where, by whom and for how many."""

    course: Course
    area: Area
    place: str
    direction: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    teachers: tuple[User, ...] = ()
    guests: str = ""
    audiences: tuple[Audience, ...] = ()
    note: str = ""


@transaction.atomic
def plan(
    *, facts: SessionFacts, by: User, at: datetime, origin: Model | None = None
) -> CourseSession:
    """A course is held: a day, a place, teachers, and a code for the door."""
    if not facts.course.is_active:
        raise RuleError(_("This course is no longer taught."), code="course_retired")
    _check(facts, at=at)
    session = CourseSession(planned_by=by)
    session.number = number_in(SERIES, facts.area, at=at)
    _give_code(session)
    _write(session, facts)
    session.save()
    _join(session, facts)
    school_reminders.follow(session, at=at)
    note("session.planned", session, by=by, at=at)
    tie(origin=origin, made=session, by=by, at=at)
    return session


@transaction.atomic
def edit(
    *,
    session: CourseSession,
    facts: SessionFacts,
    version: int,
    by: User,
    at: datetime,
) -> CourseSession:
    """Moved, or set right; the code on the door stays valid."""
    session = lock(session, version=version)
    _expect_planned(session)
    _check(facts, at=at, session=session)
    before = copy.copy(session)
    _write(session, facts)
    session.version += 1
    session.save()
    session.attendees.exclude(area=session.area).update(
        area=session.area, updated_at=at
    )
    _join(session, facts)
    school_reminders.follow(session, at=at)
    changes = differences(before, session, FIELDS)
    note("session.edited", session, by=by, at=at, changes=changes)
    return session


@transaction.atomic
def finish(
    *,
    session: CourseSession,
    result: str,
    nameless: int,
    version: int,
    by: User,
    at: datetime,
    photos: Sequence[attachments.StoredFile] = (),
) -> CourseSession:
    """It was held: how it went, and who sat there without a name on the list."""
    session = lock(session, version=version)
    _expect_planned(session)
    if at < session.starts_at:
        raise RuleError(_("It has not begun yet."), code="too_early")
    if not 0 <= nameless <= MOST_NAMELESS:
        raise RuleError(_("This number cannot be."), code="nameless")
    if not nameless and not session.attendees.came().exists():
        raise RuleError(
            _("Say how many came, or cancel the session."), code="nobody_came"
        )
    session.result, session.nameless = result.strip()[:500], nameless
    _end(session, SessionStatus.DONE, by=by, at=at)
    if photos:
        kind = Attachment.Kind.PHOTO
        attachments.attach(files=list(photos), kind=kind, subject=session, by=by, at=at)
    note("session.held", session, by=by, at=at)
    return session


@transaction.atomic
def cancel(
    *, session: CourseSession, reason: str, version: int, by: User, at: datetime
) -> CourseSession:
    """It does not take place; its code is dead."""
    session = lock(session, version=version)
    _expect_planned(session)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    if session.attendees.came().exists():
        raise RuleError(
            _("People came already. Write it up instead."), code="somebody_came"
        )
    session.result = reason.strip()[:500]
    _end(session, SessionStatus.CANCELLED, by=by, at=at)
    note("session.cancelled", session, by=by, at=at, words=session.result)
    return session


@transaction.atomic
def reopen(
    *, session: CourseSession, version: int | None = None, by: User, at: datetime
) -> CourseSession:
    """Written up or called off too early."""
    session = lock(session, version=version)
    if session.is_planned:
        return session
    session.status = SessionStatus.PLANNED
    session.ended_at = session.ended_by = None
    session.result = ""
    session.version += 1
    session.save()
    school_reminders.follow(session, at=at)
    note("session.reopened", session, by=by, at=at)
    return session


@transaction.atomic
def renew_code(
    *, session: CourseSession, version: int | None = None, by: User, at: datetime
) -> CourseSession:
    """The old code is dead at once, where its photo went round."""
    session = lock(session, version=version)
    _expect_planned(session)
    _give_code(session)
    session.version += 1
    session.save()
    note("session.code_renewed", session, by=by, at=at)
    return session


def note(kind: str, session: CourseSession, *, by, at, changes=None, words="") -> None:
    """Write it to the timelines of the session and of its course."""
    record(
        kind=kind,
        subject=session,
        by=by,
        at=at,
        also=[session.course],
        changes=changes or {},
        note=words,
    )


def _check(facts: SessionFacts, *, at: datetime, session=None) -> None:
    if not facts.place.strip():
        raise RuleError(_("Say where it is."), code="no_place")
    if facts.direction not in Direction.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    _check_hours(facts, at=at)
    if not facts.teachers and not facts.guests.strip():
        raise RuleError(_("Somebody has to teach."), code="no_teacher")
    if not 1 <= facts.capacity <= MOST_PLACES:
        raise RuleError(_("Between 1 and 5000 places."), code="capacity")
    if session is not None and facts.capacity < taken(session):
        raise RuleError(
            _("More people are invited than there would be places."), code="capacity"
        )
    _check_teachers(facts, session)


def _check_hours(facts: SessionFacts, *, at: datetime) -> None:
    if facts.ends_at <= facts.starts_at:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if facts.ends_at - facts.starts_at > LONGEST:
        raise RuleError(_("A session takes eight hours at most."), code="order")
    if not at - BACK <= facts.starts_at <= at + AHEAD:
        raise RuleError(_("Between three months ago and a year ahead."), code="too_far")


def _check_teachers(facts: SessionFacts, session: CourseSession | None) -> None:
    """Nobody teaches at two places at once; two who plan at once wait in turn."""
    ids = sorted(teacher.pk for teacher in facts.teachers)
    list(User.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    rows = CourseSession.objects.planned().filter(
        teachers__in=ids, starts_at__lt=facts.ends_at, ends_at__gt=facts.starts_at
    )
    if session is not None:
        rows = rows.exclude(pk=session.pk)
    names = sorted(set(rows.values_list("teachers__name", flat=True)))
    if names:
        raise RuleError(
            _("%(who)s teaches elsewhere at that time.") % {"who": _(", ").join(names)},
            code="busy",
        )


def taken(session: CourseSession) -> int:
    """Places that are promised or sat on."""
    return session.attendees.exclude(seat=Seat.DECLINED).count()


def _write(session: CourseSession, facts: SessionFacts) -> None:
    for name in FIELDS:
        setattr(session, name, getattr(facts, name))
    session.place, session.guests = facts.place.strip(), facts.guests.strip()
    session.note = facts.note.strip()


def _join(session: CourseSession, facts: SessionFacts) -> None:
    session.teachers.set(facts.teachers)
    session.audiences.set(facts.audiences)


def _end(session: CourseSession, status: SessionStatus, *, by, at) -> None:
    session.status = status
    session.ended_at, session.ended_by = at, by
    session.version += 1
    session.save()
    school_reminders.ended(session, at=at)


def _expect_planned(session: CourseSession) -> None:
    if not workflow.allows(session.status, SessionStatus.DONE):
        raise RuleError(
            _("This session is %(state)s; that cannot be done now.")
            % {"state": session.get_status_display()},
            code="state",
        )


def _give_code(session: CourseSession) -> None:
    session.token = crypto.new_code(18)
    session.token_hash = crypto.fingerprint(session.token)
