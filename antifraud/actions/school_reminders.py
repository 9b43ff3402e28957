"""When teachers are reminded of a session, and whoever planned it of writing it up."""

from datetime import datetime, time, timedelta

from antifraud.models import CourseSession
from station import working_days
from station.actions import reminders

EVENING, MORNING = time(18), time(9)
AHEAD = "school.ahead"
UNWRITTEN = "school.unwritten"


def follow(session: CourseSession, *, at: datetime) -> None:
    """The evening before to the teachers; the working day after to the planner."""
    reminders.silence(subject=session, at=at, kinds=(AHEAD, UNWRITTEN))
    day = working_days.local_date(session.starts_at)
    evening = working_days.at_clock(day - timedelta(days=1), EVENING)
    if session.starts_at > at:
        for teacher in session.teachers.all():
            reminders.schedule(
                kind=AHEAD,
                subject=session,
                due_at=max(evening, at),
                recipient=teacher,
                edition=session.version,
            )
    after = working_days.add_working_days(working_days.local_date(session.ends_at), 1)
    morning = working_days.at_clock(after, MORNING)
    if morning > at:
        reminders.schedule(
            kind=UNWRITTEN, subject=session, due_at=morning, edition=session.version
        )


def ended(session: CourseSession, *, at: datetime) -> None:
    """Nothing is owed any more."""
    reminders.silence(subject=session, at=at, kinds=(AHEAD, UNWRITTEN))
