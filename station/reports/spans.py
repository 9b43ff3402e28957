"""The weeks and months that reports speak of."""

from datetime import date, timedelta

from station import months
from station.metrics.periods import Choice, Period
from station.models.report import Report

DAY, WEEK = timedelta(days=1), timedelta(days=7)
Kind = Report.Kind


def first_day(kind: str, day: date) -> date:
    """The Monday of its week, or the first of its month."""
    if kind == Kind.WEEKLY:
        return day - day.weekday() * DAY
    return day.replace(day=1)


def last_day(kind: str, first: date) -> date:
    """The Sunday, or the last of the month."""
    if kind == Kind.WEEKLY:
        return first + WEEK - DAY
    return months.later(first, 1) - DAY


def last_over(kind: str, today: date, back: int = 0) -> date:
    """The first day of the last week or month that is over; ``back`` earlier ones."""
    running = first_day(kind, today)
    if kind == Kind.WEEKLY:
        return running - (back + 1) * WEEK
    return months.earlier(running, back + 1)


def period_of(report: Report) -> Period:
    """Its days, held against the week or the month before."""
    is_month = report.kind == Kind.MONTHLY
    choice = Choice.LAST_MONTH if is_month else Choice.LAST_WEEK
    return Period(report.starts_on, report.ends_on, choice)
