"""Months of the calendar, as the law counts them."""

from calendar import monthrange
from datetime import date


def later(start: date, months: int) -> date:
    """The same day so many months on, or the month's last where it is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def earlier(start: date, months: int) -> date:
    """The same day so many months ago."""
    return later(start, -months)
