"""The coverage of a place and of what lies in it, hour by hour of the week."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, F, Sum, When
from django.db.models.functions import ExtractIsoWeekDay, Left, Length
from django.utils.translation import gettext as _

from patrols.coverage.asking import Asked, Show
from patrols.coverage.need import Book, book
from patrols.models import AreaHour
from patrols.workflow.coverage import HOURS, NeedSource
from station.models import Area
from station.models.area import STEP


@dataclass(slots=True)
class Cell:
    """One hour of the week at a place: minutes a week, and what happened in all."""

    need: float = 0
    planned: float = 0
    minutes: float = 0
    check_ins: int = 0
    calls: int = 0
    findings: int = 0
    met: float | None = None  # of several villages: hour by hour, village by village

    def add(self, other: "Cell") -> None:
        """Too many at one village or hour do not make up for another."""
        self.met = (self.met or 0) + other.covered
        self.pool(other)

    def pool(self, other: "Cell") -> None:
        """Within a village the patrol of one street counts for the next."""
        self.need += other.need
        self.planned += other.planned
        self.minutes += other.minutes
        self.check_ins += other.check_ins
        self.calls += other.calls
        self.findings += other.findings

    @property
    def covered(self) -> float:
        """The minutes needed that somebody was on patrol for."""
        return min(self.minutes, self.need) if self.met is None else self.met

    def shown(self, show: str) -> int | None:
        """The figure asked for; no share where nothing is needed."""
        if show == Show.SHARE:
            return int(100 * self.covered / self.need) if self.need else None
        return round(getattr(self, show))


@dataclass
class Place:
    """A place with its hours of the week."""

    area: Area
    cells: dict[int, Cell] = field(default_factory=dict)
    is_rest: bool = False  # what hangs at none of the places below

    @property
    def name(self) -> str:
        if self.is_rest:
            return _("%(place)s, the rest") % {"place": self.area.name}
        return self.area.name

    def cell(self, hour: int) -> Cell:
        found = self.cells.get(hour)
        if found is None:
            found = self.cells[hour] = Cell()
        return found

    @property
    def total(self) -> Cell:
        return added(self.cells.values())

    @property
    def percent(self) -> int | None:
        return self.total.shown(Show.SHARE)


@dataclass
class Grid:
    """Places × hours of the week, and the same all together."""

    asked: Asked
    book: Book
    cut: int  # how much of a path names the places
    places: list[Place]
    whole: Place  # everything in the place asked for


def added(cells: Iterable[Cell]) -> Cell:
    found = Cell()
    for cell in cells:
        found.add(cell)
    return found


class _Sorted:
    """The hours as they are counted: of each place, village by village."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, str, int], Cell] = defaultdict(Cell)

    def cell(self, place: Place, village: str, hour: int) -> Cell:
        return self.cells[place.area.path, village, hour]

    def into(self, places: dict[str, Place], whole: Place) -> None:
        """The hours of each place, and of all of them together."""
        villages: dict[tuple[str, int], Cell] = defaultdict(Cell)
        for (path, village, hour), cell in self.cells.items():
            places[path].cell(hour).add(cell)
            villages[village, hour].pool(cell)
        for (_village, hour), cell in villages.items():
            whole.cell(hour).add(cell)


def grid(asked: Asked) -> Grid:
    """Two queries for the figures, however many patrols there were."""
    found = book(asked.area)
    places, cut = _places(asked.area)
    weeks, own, cells = asked.weeks, places[asked.area.path], _Sorted()
    for row in _tallied(asked, found, cut):
        path, village, slot, hour, called, noted, planned, minutes, *counts = row
        cell = cells.cell(places.get(path) or own, village, slot + hour)
        cell.need += (called + noted) / weeks
        cell.planned += planned / weeks
        cell.minutes += minutes / weeks
        cell.check_ins += counts[0]
        cell.calls += counts[1]
        cell.findings += counts[2]
    for weight, hour, held in found.hours(asked.from_on, asked.until_on):
        place = places.get(weight.area.path[:cut]) or own
        cell = cells.cell(place, _village_of(weight.area), hour)
        cell.need += weight.minutes * held / weeks
    whole = Place(asked.area)
    cells.into(places, whole)
    shown = [place for place in places.values() if place is not own]
    own.is_rest = bool(shown)
    if own.cells or not shown:
        shown.append(own)
    return Grid(asked, found, cut, shown, whole)


def _village_of(area: Area) -> str:
    """The path of the village a grid lies in; of any other area its own."""
    return area.path[:-STEP] if area.kind == Area.Kind.GRID else area.path


def planned_ahead(asked: Asked, cut: int) -> dict[tuple[str, int], float]:
    """What the coming seven days have on the roster, by place and hour."""
    rows = _by_hour(asked, asked.ahead, cut).annotate(total=Sum("planned"))
    return {
        (row["place"], row["slot"] + row["hour_of"]): row["total"]
        for row in rows
        if row["total"]
    }


def _tallied(asked: Asked, found: Book, cut: int):
    rows = _by_hour(asked, (asked.from_on, asked.until_on), cut)
    names = ("planned", "minutes", "check_ins", "calls", "findings")
    village = Case(
        When(
            area__kind=Area.Kind.GRID,
            then=Left("area__path", Length("area__path") - STEP),
        ),
        default="area__path",
    )
    return rows.annotate(
        village=village,
        called=found.weighed(NeedSource.CALL),
        noted=found.weighed(NeedSource.FINDING),
        **{f"{name}_sum": Sum(name) for name in names},
    ).values_list(
        "place",
        "village",
        "slot",
        "hour_of",
        "called",
        "noted",
        *(f"{n}_sum" for n in names),
    )


def _by_hour(asked: Asked, days, cut: int):
    rows = AreaHour.objects.filter(area__path__startswith=asked.area.path)
    return (
        rows.between(*days)
        .annotate(
            place=Left("area__path", cut),
            slot=(ExtractIsoWeekDay("day") - 1) * HOURS,
        )
        .values("place", "slot", hour_of=F("hour"))
        .order_by()
    )


def _places(area: Area) -> tuple[dict[str, Place], int]:
    """What lies right in the place; a single one of them is looked into."""
    cut = len(area.path)
    below: list[Area] = [area]
    while len(below) == 1:
        cut += STEP
        rows = Area.objects.filter(is_active=True, parent=below[0])
        inside = list(rows.in_tree_order())
        if not inside:
            break
        below = inside
    found = {row.path: Place(row) for row in below}
    found.setdefault(area.path, Place(area))
    return found, cut
