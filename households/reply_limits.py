"""Until when what residents send must be answered, and how that is explained."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

END_OF_WORK = time(18, 0)
MORNING = time(9, 0)


def due_at(kind: str, *, received_at: datetime) -> datetime:
    """The end of the last working day on which the answer is in time."""
    on = timezone.localtime(received_at).date()
    last = add_working_days(on, settings.REPLY_WORKING_DAYS[kind])
    return timezone.make_aware(datetime.combine(last, END_OF_WORK))


def morning_of(at: datetime) -> datetime:
    """Nine o'clock of that day: time enough to do it the same day."""
    on = timezone.localtime(at).date()
    return timezone.make_aware(datetime.combine(on, MORNING))


def explain(kind: str) -> str:
    """Why the time ends when it does."""
    days = settings.REPLY_WORKING_DAYS[kind]
    return ngettext(
        "To be answered within %(n)d working day after it came in; the day it came "
        "in does not count.",
        "To be answered within %(n)d working days after it came in; the day it came "
        "in does not count.",
        days,
    ) % {"n": days}


def add_working_days(on, days):
    while days:
        on += timedelta(days=1)
        days -= on.weekday() < 5
    return on
