"""Gaps: hours of the coming week whose need nobody is on the roster for.

    gap = minutes needed − the greater of: minutes on the roster for the coming seven
          days, minutes patrolled in such a week until now

Hours of one day that follow each other make one shift, three hours at the most.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

from patrols.coverage import figures
from patrols.coverage.asking import DAY
from patrols.coverage.figures import Grid, Place
from patrols.workflow.coverage import HOURS, WEEKDAYS
from station import working_days
from station.models import Area

LEAST = 15  # minutes: below that nobody is sent out
LONGEST = 3  # hours of a shift that closes a gap
FEWEST = 2  # nobody patrols alone
MOST_PEOPLE = 12
SHOWN = 30


@dataclass(frozen=True)
class Gap:
    """So many hours of a day at a place, with what lacks there."""

    area: Area
    day: date
    from_hour: int
    hours: int
    need: int
    covered: int
    most: int  # minutes lacking in its worst hour
    titles: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.area.pk}-{self.day:%Y%m%d}-{self.from_hour}"

    @property
    def missing(self) -> int:
        return self.need - self.covered

    @property
    def until_hour(self) -> int:
        return self.from_hour + self.hours

    @property
    def weekday(self) -> str:
        return str(WEEKDAYS[self.day.weekday()])

    @property
    def slot(self) -> int:
        return self.day.weekday() * HOURS + self.from_hour

    @property
    def people(self) -> int:
        return min(MOST_PEOPLE, max(FEWEST, ceil(self.most / 60)))

    @property
    def starts_at(self) -> datetime:
        return working_days.at_clock(self.day, time(self.from_hour))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(hours=self.hours)

    @property
    def place(self) -> str:
        """What the chief wants somebody for there, if that is why."""
        return "、".join(self.titles)


def gaps(grid: Grid) -> list[Gap]:
    """The worst first."""
    asked = grid.asked
    ahead = figures.planned_ahead(asked, grid.cut)
    titles = _titles(grid)
    first = asked.ahead[0]
    days = {(first + n * DAY).weekday(): first + n * DAY for n in range(7)}
    found = [
        gap
        for place in grid.places
        for weekday, day in days.items()
        for gap in _of_day(place, weekday, day, ahead, titles)
    ]
    return sorted(found, key=lambda gap: (-gap.missing, gap.day, gap.from_hour))


def _of_day(place: Place, weekday: int, day: date, ahead: dict, titles: dict):
    """The gaps of one day at one place."""
    run: list[tuple[int, int, int]] = []
    for hour in range(HOURS + 1):
        lacking = hour < HOURS and _lacking(place, weekday * HOURS + hour, ahead)
        if run and (not lacking or len(run) == LONGEST):
            yield _gap(place, day, run, titles)
            run = []
        if lacking:
            run.append((hour, *lacking))


def _lacking(place: Place, slot: int, ahead: dict) -> tuple[int, int] | None:
    """Minutes needed and covered of an hour in which enough is missing."""
    cell = place.cells.get(slot)
    if cell is None or cell.need < LEAST:
        return None
    on_roster = ahead.get((place.area.path, slot), 0)
    covered = min(cell.need, max(on_roster, cell.minutes))
    if cell.need - covered < LEAST:
        return None
    return round(cell.need), round(covered)


def _gap(place: Place, day: date, run: list, titles: dict) -> Gap:
    slots = [day.weekday() * HOURS + hour for hour, _need, _covered in run]
    said = [title for slot in slots for title in titles.get((place.area.pk, slot), ())]
    return Gap(
        area=place.area,
        day=day,
        from_hour=run[0][0],
        hours=len(run),
        need=sum(need for _hour, need, _covered in run),
        covered=sum(covered for _hour, _need, covered in run),
        most=max(need - covered for _hour, need, covered in run),
        titles=tuple(dict.fromkeys(said)),
    )


def _titles(grid: Grid) -> dict[tuple[int, int], list[str]]:
    """What the chief wants somebody for, by place and hour."""
    found: dict[tuple[int, int], list[str]] = {}
    paths = {place.area.path: place.area.pk for place in grid.places}
    for weight in grid.book.own:
        pk = paths.get(weight.area.path[: grid.cut])
        for slot in weight.hours if pk else ():
            found.setdefault((pk, slot), []).append(weight.title)
    return found
