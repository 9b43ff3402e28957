"""When whom a wave concerns is told of it."""

from datetime import datetime, time

from antifraud.models import Wave
from station import working_days
from station.actions import reminders
from station.working_days import WorkingCalendar

MORNING, EVENING = time(9), time(18)
NEW = "wave.new"
LATE = "wave.late"
DAYS = 3  # working days until somebody has judged it


def due_at(wave: Wave, calendar: WorkingCalendar) -> datetime:
    """The evening by which an officer has said what it is."""
    day = working_days.local_date(wave.raised_at)
    return working_days.at_clock(calendar.add_days(day, DAYS), EVENING)


def raised(wave: Wave, *, at: datetime) -> None:
    """The officers of the places hear of it now, the chief too, and again if it waits."""
    day = working_days.add_working_days(working_days.local_date(at), DAYS + 1)
    moments = {NEW: at, LATE: working_days.at_clock(day, MORNING)}
    reminders.schedule_all(moments=moments, subject=wave)


def settled(wave: Wave, *, at: datetime) -> None:
    """It is judged or over: nothing is owed."""
    reminders.silence(subject=wave, at=at, kinds=(NEW, LATE))
