"""How the last day of a clock comes about: the rule, extensions, time not counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.models import Clock, ClockPause
from station import legal, phrasing
from station.models import LegalUnit

ONE_DAY = timedelta(days=1)
EXTENSION = {
    "case.limit": ("case.extensions", "case.extension"),
    "people.month": ("people.extensions", "people.extension"),
}


@dataclass(frozen=True)
class Reckoned:
    """The last day, and in words why."""

    due_on: date
    text: str


def codes_of(codes: Iterable[str]) -> set[str]:
    """The rules the clocks of these codes are reckoned by."""
    found = set(codes)
    return found | {more for code in found for more in EXTENSION.get(code, ())}


def book_for(dispute, codes: Iterable[str]) -> legal.Book:
    """The rules of the day of the event, there."""
    return legal.book(codes_of(codes), on=dispute.event_on, area=dispute.area)


def reckon(
    clock: Clock, book: legal.Book, pauses: Iterable[ClockPause] = ()
) -> Reckoned:
    """The last day: what stood still and what was granted is added to the rule."""
    pauses = list(pauses)
    limit = book.limit(clock.code, clock.started_on)
    still = _days_still(clock, pauses)
    if limit.rule.unit == LegalUnit.WORKING_DAY:
        due_on = _working_day(clock, book, limit.rule.value, still)
    else:
        due_on = book.last_day(_last(clock, book, limit.rule, still), limit.rule)
    words = [_from(clock), limit.text, *_added(clock, book, still)]
    if clock.extensions or still:
        words.append(_("last day %(day)s") % {"day": phrasing.date_in_full(due_on)})
    text = _("%(reckoning)s (%(article)s)") % {
        "reckoning": _("; ").join(word for word in words if word),
        "article": limit.rule.article,
    }
    return Reckoned(due_on, text)


def _from(clock: Clock) -> str:
    return str(clock.get_reason_display())


def _days_still(clock: Clock, pauses: list[ClockPause]) -> set[date]:
    """The days after the start that do not count; the day it goes on again does."""
    return {
        day
        for pause in pauses
        if pause.until_on is not None
        for n in range((pause.until_on - pause.from_on).days)
        if (day := pause.from_on + ONE_DAY * n) > clock.started_on
    }


def _working_day(clock: Clock, book: legal.Book, count: int, still: set[date]) -> date:
    day = clock.started_on
    while count > 0:
        day += ONE_DAY
        count -= book.calendar.is_working(day) and day not in still
    return day


def _last(clock: Clock, book: legal.Book, rule, still: set[date]) -> date:
    day = legal.later(clock.started_on, rule)
    if clock.code in EXTENSION:
        more = book.rule(EXTENSION[clock.code][1])
        for _n in range(clock.extensions):
            day = legal.later(day, more)
    return day + ONE_DAY * len(still)


def _added(clock: Clock, book: legal.Book, still: set[date]) -> list[str]:
    words = []
    if clock.extensions:
        more = book.rule(EXTENSION[clock.code][1])
        said = {"n": clock.extensions, "amount": more.amount}
        text = ngettext(
            "extended once by %(amount)s",
            "extended %(n)d times by %(amount)s",
            clock.extensions,
        )
        words.append(text % said)
    if still:
        words.append(
            ngettext(
                "%(n)d day does not count",
                "%(n)d days do not count",
                len(still),
            )
            % {"n": len(still)}
        )
    return words
