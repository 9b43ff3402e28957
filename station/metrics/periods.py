"""The days a dashboard speaks of, and those they are held against."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import months

DAY = timedelta(days=1)
LONGEST = 366 * 5


class Choice(TextChoices):
    """Periods one picks with one tap."""

    THIS_WEEK = "this_week", _("This week")
    LAST_WEEK = "last_week", _("Last week")
    THIS_MONTH = "this_month", _("This month")
    LAST_MONTH = "last_month", _("Last month")
    THIS_YEAR = "this_year", _("This year")
    LAST_YEAR = "last_year", _("Last year")
    DAYS = "days", pgettext_lazy("period", "From … until …")


class Against(TextChoices):
    """What a period is held against."""

    BEFORE = "before", _("the period before")
    YEAR = "year", _("the same days a year before")


@dataclass(frozen=True)
class Period:
    """Days from the first until the last, both included."""

    from_on: date
    until_on: date
    choice: str = Choice.DAYS

    @property
    def label(self) -> str | Promise:
        return Choice(self.choice).label

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days + 1

    @property
    def whole_months(self) -> int:
        """How many months it is, from a first until a last; 0 where it is not so."""
        if self.from_on.day > 1 or self.until_on != _month_end(self.until_on):
            return 0
        first, last = self.from_on, self.until_on
        return 12 * (last.year - first.year) + last.month - first.month + 1

    @property
    def is_whole(self) -> bool:
        """Is it one week, month, quarter or year, as they stand in the calendar?"""
        if self.days == 7:
            return self.from_on.weekday() == 0
        count = self.whole_months
        return count in {1, 3, 12} and (self.from_on.month - 1) % count == 0

    def held_against(self, against: str) -> "Period":
        """The days it is compared with: equally many, or the same of last year."""
        if against == Against.YEAR:
            return Period(
                *(months.earlier(d, 12) for d in (self.from_on, self.until_on))
            )
        if self.choice in MONTHLY:
            back = MONTHLY[self.choice]
            first = months.earlier(self.from_on, back)
            last = months.earlier(self.until_on, back)
            if self.until_on == _month_end(self.until_on):
                last = _month_end(last)
            return Period(first, last)
        if count := self.whole_months:
            return Period(months.earlier(self.from_on, count), self.from_on - DAY)
        return Period(self.from_on - self.days * DAY, self.from_on - DAY)


MONTHLY = {
    Choice.THIS_MONTH: 1,
    Choice.LAST_MONTH: 1,
    Choice.THIS_YEAR: 12,
    Choice.LAST_YEAR: 12,
}


def _month_end(day: date) -> date:
    return months.later(day.replace(day=1), 1) - DAY


def chosen(choice: str, *, today: date) -> Period:
    """The days of a choice, those of a running period until today.

    Raises ValueError for what is none.
    """
    monday = today - today.weekday() * DAY
    first = today.replace(day=1)
    new_year = today.replace(month=1, day=1)
    spans = {
        Choice.THIS_WEEK: (monday, today),
        Choice.LAST_WEEK: (monday - 7 * DAY, monday - DAY),
        Choice.THIS_MONTH: (first, today),
        Choice.LAST_MONTH: (months.earlier(first, 1), first - DAY),
        Choice.THIS_YEAR: (new_year, today),
        Choice.LAST_YEAR: (months.earlier(new_year, 12), new_year - DAY),
    }
    if choice not in spans:
        raise ValueError(choice)
    return Period(*spans[choice], choice)


def recent_months(today: date, count: int) -> list[Period]:
    """So many whole months and the running one, the oldest first."""
    first = today.replace(day=1)
    starts = [months.earlier(first, back) for back in range(count, -1, -1)]
    return [Period(start, min(_month_end(start), today)) for start in starts]
