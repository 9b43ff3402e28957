"""Now, as one reading knows it: the time, the day, the calendar, and what else is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from station import working_days
from station.working_days import WorkingCalendar

Found = TypeVar("Found")


@dataclass(frozen=True)
class Moment:
    """What ``live`` conditions reckon with; each thing is looked up once, if at all.

    Made for one reading and thrown away with it, so that nothing gets old in it.
    """

    at: datetime
    _found: dict[Callable, object] = field(default_factory=dict, repr=False)

    @cached_property
    def today(self) -> date:
        return working_days.local_date(self.at)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Working days as the office has corrected them by now."""
        return working_days.calendar()

    def once(self, look_up: Callable[["Moment"], Found]) -> Found:
        """What a look-up of an app finds, for all conditions that ask for it."""
        if look_up not in self._found:
            self._found[look_up] = look_up(self)
        return self._found[look_up]
