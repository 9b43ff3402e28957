"""When those who hold an event are told of it, and when it waits to be written up."""

from datetime import datetime, time, timedelta

from antifraud.models import OutreachEvent
from station import working_days
from station.actions import reminders

EVENING, MORNING = time(16), time(9)
GIVEN = "outreach.given"
SOON = "outreach.soon"
UNWRITTEN = "outreach.unwritten"
LATE = "outreach.late"
KINDS = (GIVEN, SOON, UNWRITTEN, LATE)
LATE_AFTER = 3  # working days, then the chief hears of it too


def follow(event: OutreachEvent, *, at: datetime) -> None:
    """The afternoon before, the morning after, and the chief when nothing comes."""
    reminders.silence(subject=event, at=at, kinds=(SOON, UNWRITTEN, LATE))
    begins = working_days.local_date(event.starts_at)
    ends = working_days.local_date(event.ends_at)
    late_on = working_days.add_working_days(ends, LATE_AFTER)
    planned = {
        SOON: working_days.at_clock(begins - timedelta(days=1), EVENING),
        UNWRITTEN: working_days.at_clock(ends + timedelta(days=1), MORNING),
        LATE: working_days.at_clock(late_on, MORNING),
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in planned.items() if moment > at},
        subject=event,
        edition=event.version,
    )


def given(event: OutreachEvent, *, at: datetime) -> None:
    """Whoever leads it from now on hears so."""
    reminders.schedule(kind=GIVEN, subject=event, due_at=at, edition=event.version)


def settled(event: OutreachEvent, *, at: datetime) -> None:
    """Written up or called off: nothing is owed any more."""
    reminders.silence(subject=event, at=at, kinds=KINDS)
