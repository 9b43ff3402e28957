"""Until when what residents send must be answered, and how that is explained.

What a station decided stands in ``MessageLimit``; what it has not decided is as here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.models import Message, MessageLimit
from households.workflow.messages import LimitUnit, MessageKind, MessageStatus
from station import phrasing, working_days, working_hours
from station.models import Area
from station.working_days import Reckoning
from station.working_hours import WorkingClock

MORNING = time(9, 0)
HOUR = timedelta(hours=1)
PATIENCE = 5  # working days for which nothing is heard of what waits for its sender


@dataclass(frozen=True)
class ReplyLimit:
    """How long the answer to one kind may take, and what follows."""

    amount: int
    unit: str
    chief_after: int = 1
    reopen_days: int = 7
    reopen_times: int = 2

    def __str__(self):
        return in_words(self.amount, self.unit)


def in_words(amount: int, unit: str) -> str:
    """A limit as people say it."""
    if unit == LimitUnit.WORKING_DAYS:
        text = ngettext("%(n)d working day", "%(n)d working days", amount)
    elif unit == LimitUnit.WORKING_HOURS:
        text = ngettext("%(n)d working hour", "%(n)d working hours", amount)
    else:
        text = ngettext("%(n)d hour", "%(n)d hours", amount)
    return text % {"n": amount}


def usual(kind: str) -> ReplyLimit:
    """What holds where the station decided nothing."""
    if kind == MessageKind.DISTRESS:
        return ReplyLimit(1, LimitUnit.CLOCK_HOURS, chief_after=0)
    days = settings.REPLY_WORKING_DAYS.get(kind, settings.REPLY_WORKING_DAYS["message"])
    return ReplyLimit(days, LimitUnit.WORKING_DAYS)


def limits_of(area: Area) -> dict[str, ReplyLimit]:
    """The limit of every kind where the area lies."""
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    return limits_from(MessageLimit.objects.filter(station__in=above))


def limits_from(found: Iterable[MessageLimit]) -> dict[str, ReplyLimit]:
    """The limit of every kind, the usual one where the station decided nothing."""
    rows = {row.kind: row for row in found}
    return {
        kind: _of(rows[kind]) if kind in rows else usual(kind)
        for kind in MessageKind.values
    }


def _of(row: MessageLimit) -> ReplyLimit:
    return ReplyLimit(
        row.amount, row.unit, row.chief_after, row.reopen_days, row.reopen_times
    )


class ReplyClock:
    """The limits and the office hours of one place, read once if not known already."""

    def __init__(
        self,
        area: Area,
        *,
        limits: dict[str, ReplyLimit] | None = None,
        office: WorkingClock | None = None,
    ) -> None:
        self.area, self._limits, self._office = area, limits, office

    @cached_property
    def limits(self) -> dict[str, ReplyLimit]:
        return self._limits or limits_of(self.area)

    @cached_property
    def office(self) -> WorkingClock:
        return self._office or working_hours.clock_of(self.area)

    def due(self, limit: ReplyLimit, *, start: datetime) -> datetime:
        """When the time is over that began at the start."""
        if limit.unit == LimitUnit.CLOCK_HOURS:
            return start + limit.amount * HOUR
        if limit.unit == LimitUnit.WORKING_HOURS:
            return self.office.add(start, limit.amount * HOUR)
        on = working_days.local_date(start)
        last = self.office.calendar.add_days(on, limit.amount)
        return self.office.end_of_work(last)

    def resumed(
        self, unit: str, *, due_at: datetime, stopped_at: datetime, at: datetime
    ) -> datetime:
        """The due time after the clock stood; what was late already stays late."""
        if stopped_at >= due_at:
            return due_at
        if unit == LimitUnit.CLOCK_HOURS:
            return due_at + (at - stopped_at)
        if unit == LimitUnit.WORKING_HOURS:
            return max(
                due_at, self.office.add(at, self.office.between(stopped_at, due_at))
            )
        calendar = self.office.calendar
        left = calendar.days_between(
            working_days.local_date(stopped_at), working_days.local_date(due_at)
        )
        last = calendar.add_days(working_days.local_date(at), left)
        if not calendar.is_working(last):  # nothing was left, and today is free
            last = calendar.add_days(last, 1)
        return max(due_at, self.office.end_of_work(last))

    def moments(self, message: Message, limit: ReplyLimit) -> dict[str, datetime]:
        """When to warn, when it is late, and when the chief hears of it."""
        due_at = message.due_at
        soon = due_at - HOUR
        if message.limit_unit == LimitUnit.WORKING_DAYS:
            soon = morning_of(due_at)
        chief_at = due_at
        if limit.chief_after:
            chief_at = self.office.add(due_at, limit.chief_after * HOUR)
        return {
            "message.soon": soon,
            "message.late": due_at,
            "message.escalated": chief_at,
        }

    def patience_ends(self, at: datetime) -> datetime:
        """When one should look after what waits for its sender."""
        day = self.office.calendar.add_days(working_days.local_date(at), PATIENCE)
        return working_days.at_clock(day, MORNING)

    def end_of_day(self, at: datetime, *, days: int) -> datetime:
        """The end of work so many working days later."""
        last = self.office.calendar.add_days(working_days.local_date(at), days)
        return self.office.end_of_work(last)


def morning_of(at: datetime) -> datetime:
    """Nine o'clock of that day: time enough to do it the same day."""
    return working_days.at_clock(working_days.local_date(at), MORNING)


def explain(message: Message) -> Reckoning:
    """Why the time ends when it does, with every stop of the clock."""
    clock = ReplyClock(message.area)
    start = message.clock_from or message.received_at
    amount, unit = message.limit_amount, message.limit_unit
    if unit == LimitUnit.WORKING_HOURS:
        found = clock.office.explain(start, amount)
    elif unit == LimitUnit.WORKING_DAYS:
        found = clock.office.calendar.explain(working_days.local_date(start), amount)
    else:
        found = _round_the_clock(start, amount)
    stops = [_stop(pause) for pause in message.pauses.filter(began_at__gte=start)]
    text = _("; ").join([found.text, *stops])
    return Reckoning(working_days.local_date(message.due_at), text, found.is_expected)


def _round_the_clock(start: datetime, hours: int) -> Reckoning:
    text = ngettext(
        "%(n)d hour after %(start)s, by day and night",
        "%(n)d hours after %(start)s, by day and night",
        hours,
    ) % {"n": hours, "start": phrasing.in_full(start)}
    return Reckoning(working_days.local_date(start + hours * HOUR), text, False)


def _stop(pause) -> str:
    """One stop of the clock in words."""
    words = {"start": phrasing.in_full(pause.began_at)}
    if pause.ended_at is None:
        if pause.cause == MessageStatus.PAUSED:
            return _("stopped since %(start)s, waiting for the sender") % words
        return _("stopped since %(start)s, with another office") % words
    words["end"] = phrasing.in_full(pause.ended_at)
    if pause.cause == MessageStatus.PAUSED:
        return _("stood from %(start)s to %(end)s, waiting for the sender") % words
    return _("stood from %(start)s to %(end)s, with another office") % words
