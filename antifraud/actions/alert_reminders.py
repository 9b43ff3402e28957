"""When somebody is told of an alert: who may let it go, and whoever wrote it."""

from datetime import datetime, time

from antifraud.models import Alert
from station import working_days
from station.actions import reminders
from station.models import User

MORNING = time(9)
WAITING = "alert.waiting"
LATE = "alert.late"
GIVEN_BACK = "alert.given_back"
APPROVED = "alert.approved"
WITHDRAWN = "alert.withdrawn"
OWED = (WAITING, LATE)


def submitted(alert: Alert, *, at: datetime) -> None:
    """Whoever may let it go hears now, the chief again the next working day."""
    next_day = working_days.add_working_days(working_days.local_date(at), 1)
    reminders.schedule_all(
        moments={WAITING: at, LATE: working_days.at_clock(next_day, MORNING)},
        subject=alert,
        edition=alert.version,
    )


def settled(alert: Alert, *, at: datetime) -> None:
    """Nobody has to look at it any more."""
    reminders.silence(subject=alert, at=at, kinds=OWED)


def tell_writer(kind: str, alert: Alert, *, by: User, at: datetime) -> None:
    """Whoever wrote it hears what became of it."""
    if alert.written_by_id == by.pk:
        return
    reminders.schedule(
        kind=kind,
        subject=alert,
        due_at=at,
        recipient=alert.written_by,
        edition=alert.version,
    )
