"""What counts as service: the minutes of patrols that have ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db.models import Count, QuerySet, Sum

from patrols.models import Patrol
from station import phrasing, working_days

MIDNIGHT = time(0)


@dataclass(frozen=True)
class Line:
    """One kind of patrol."""

    kind: str
    title: str
    patrols: int
    minutes: int


@dataclass(frozen=True)
class Service:
    """What somebody served between two days, both included."""

    from_on: date
    until_on: date
    lines: list[Line] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def patrols(self) -> int:
        return sum(line.patrols for line in self.lines)

    @property
    def text(self) -> str:
        return in_hours(self.minutes)


def in_hours(minutes: int) -> str:
    """2.5 or 3: one decimal, where there is one."""
    hours = round(minutes / 60, 1)
    return phrasing.number(int(hours) if hours.is_integer() else hours)


def walked(*, from_on: date, until_on: date) -> QuerySet:
    """Patrols that began between two days, both included, and have ended."""
    return Patrol.objects.filter(
        ended_at__isnull=False,
        started_at__gte=working_days.at_clock(from_on, MIDNIGHT),
        started_at__lt=working_days.at_clock(until_on + timedelta(days=1), MIDNIGHT),
    )


def of(volunteer, *, from_on: date, until_on: date) -> Service:
    """By kind of patrol, the most first."""
    rows = walked(from_on=from_on, until_on=until_on).filter(volunteer=volunteer)
    rows = rows.values("kind__code", "kind__title_zh").annotate(
        times=Count("pk"), served=Sum("minutes")
    )
    lines = [
        Line(row["kind__code"], row["kind__title_zh"], row["times"], row["served"])
        for row in rows.order_by("-served", "kind__code")
    ]
    return Service(from_on, until_on, lines)


def minutes_of(ids: Iterable[int], *, from_on: date, until_on: date) -> dict[int, int]:
    """The minutes of many volunteers, in one query."""
    rows = walked(from_on=from_on, until_on=until_on).filter(volunteer_id__in=list(ids))
    found = rows.order_by().values_list("volunteer").annotate(served=Sum("minutes"))
    return dict(found)
