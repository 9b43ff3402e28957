"""Correcting the working days where the office knows better than the calendar."""

from datetime import date, datetime

from django.db import transaction

from station.actions.events import record
from station.models import CalendarDay, User


@transaction.atomic
def set_day(
    *, day: date, is_working: bool, note: str, by: User, at: datetime
) -> CalendarDay:
    """Say that a day is worked, or is not, and why; due dates follow at once."""
    kept, _is_new = CalendarDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "note": note}
    )
    record(
        kind="calendar.set",
        subject=kept,
        by=by,
        at=at,
        changes={"is_working": [None, is_working]},
        note=note,
    )
    return kept


@transaction.atomic
def clear_day(*, day: CalendarDay, by: User, at: datetime) -> None:
    """Take a correction back: the published calendar holds again."""
    record(kind="calendar.cleared", subject=day, by=by, at=at, note=day.note)
    day.delete()
