"""Until when what residents send must be answered, and how that is explained."""

from datetime import datetime, time

from django.conf import settings

from station import working_days
from station.working_days import Reckoning

END_OF_WORK = time(18, 0)
MORNING = time(9, 0)


def due_at(kind: str, *, received_at: datetime) -> datetime:
    """The end of the last working day on which the answer is in time."""
    on = working_days.local_date(received_at)
    last = working_days.add_working_days(on, settings.REPLY_WORKING_DAYS[kind])
    return working_days.at_clock(last, END_OF_WORK)


def morning_of(at: datetime) -> datetime:
    """Nine o'clock of that day: time enough to do it the same day."""
    return working_days.at_clock(working_days.local_date(at), MORNING)


def next_morning(at: datetime) -> datetime:
    """Nine o'clock of the next working day, when the chief hears of it."""
    day = working_days.add_working_days(working_days.local_date(at), 1)
    return working_days.at_clock(day, MORNING)


def explain(kind: str, *, received_at: datetime) -> Reckoning:
    """Why the time ends when it does."""
    on = working_days.local_date(received_at)
    return working_days.explain(on, settings.REPLY_WORKING_DAYS[kind])
