"""What of a statement is one person's or one moment's, and what goes there instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from station import policy, working_days


@dataclass(frozen=True)
class Person:
    """The key of whoever looks."""

    type = "bigint"

    def of(self, user, _now: datetime) -> int:
        return user.pk


@dataclass(frozen=True)
class Areas:
    """Where this person may do something."""

    permission: str
    type = "bigint[]"

    def of(self, user, _now: datetime) -> str:
        return str(policy.scope(user, self.permission).keys)


@dataclass(frozen=True)
class Moment:
    """So long before or after now."""

    away: timedelta
    type = "timestamptz"

    def of(self, _user, now: datetime) -> datetime:
        return now + self.away


@dataclass(frozen=True)
class Day:
    """So many days from today."""

    away: timedelta
    type = "date"

    def of(self, _user, now: datetime) -> date:
        return timezone.localdate(now) + self.away


@dataclass(frozen=True)
class Clock:
    """An hour of the day so many days from today."""

    away: timedelta
    at: time
    type = "timestamptz"

    def of(self, _user, now: datetime) -> datetime:
        return working_days.at_clock(timezone.localdate(now) + self.away, self.at)


Gap = Person | Areas | Moment | Day | Clock


class Gaps(tuple[Gap, ...]):
    """All gaps of a statement, in order; many are the same."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self._different = list(dict.fromkeys(self))
        number = {gap: n for n, gap in enumerate(self._different)}
        self._order = [number[gap] for gap in self]

    def filled(self, user, now: datetime) -> list:
        """What goes there for this person at this moment."""
        values = [gap.of(user, now) for gap in self._different]
        return [values[n] for n in self._order]
