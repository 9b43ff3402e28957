"""How many residents and households were reached: by way, group and area.

People are counted in the database in one statement: every resident falls into one
cell of age, residence, care, place and the ways by which they were told. Each way is a
set of its own; “reached” is anybody in at least one of them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils.translation import gettext as _

from antifraud.reach import ways
from antifraud.reach.asking import Asked
from antifraud.reach.ways import Way
from antifraud.workflow.people import UNTIL, AgeBand
from households.models import CareCategory, Household, ResidenceKind, Resident
from station import policy
from station.models import Area
from station.models.area import STEP

LEVELS = (Area.Kind.STATION, Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY)


@dataclass
class Share:
    """Of so many so many were reached; and by which ways, which overlap."""

    total: int = 0
    reached: int = 0
    ways: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Way.values, 0))

    def count(self, cell: dict) -> None:
        number = cell["n"]
        self.total += number
        self.reached += number * any(cell[way] for way in Way.values)
        for way in Way.values:
            self.ways[way] += number * cell[way]

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only when nobody is left out."""
        return 100 * self.reached // self.total if self.total else None

    @property
    def untold(self) -> int:
        return self.total - self.reached


@dataclass
class Line:
    """A group or a place with its people and, for a place, its households."""

    key: str
    label: str
    people: Share = field(default_factory=Share)
    homes: Share | None = None
    area: Area | None = None


@dataclass
class Reach:
    """All the figures of one question."""

    people: Share
    homes: Share
    groups: list[Line]
    areas: list[Line]


def reach(asked: Asked) -> Reach:
    """Four queries, however many live there."""
    cells, doors = list(_cells(asked)), list(_doors(asked))
    groups = _by_group(cells, with_care=policy.can(asked.user, "resident.reveal"))
    return Reach(_sum(cells), _sum(doors), groups, _by_area(asked, cells, doors))


def youngest(on: date, years: int) -> date:
    """Who was born on or before this day is so many years old."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # born on 29 February
        return on.replace(year=on.year - years, day=28)


def band_by_birth(on: date, lookup: str = "birth_date") -> Case:
    """The age band as the database tells it of a date of birth."""
    told = [
        When(**{f"{lookup}__gt": youngest(on, last + 1)}, then=Value(band.value))
        for last, band in UNTIL
    ]
    oldest = Value(AgeBand.FROM_60.value)
    return Case(*told, default=oldest, output_field=CharField())


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _cells(asked: Asked):
    told = {
        way: _flag(Q(pk__in=ways.residents(way, asked.told, asked.scam_type)))
        for way in Way.values
    }
    rows = Resident.objects.present().filter(asked.here())
    rows = rows.annotate(band=band_by_birth(asked.today), **told).order_by()
    dimensions = ("area__path", "band", "residence_kind", "care_kinds", *Way.values)
    return rows.values(*dimensions).annotate(n=Count("pk"))


def _doors(asked: Asked):
    told = {
        way: _flag(Q(pk__in=ways.households(way, asked.told, asked.scam_type)))
        for way in Way.values
    }
    rows = Household.objects.present().filter(asked.here()).annotate(**told)
    return rows.order_by().values("area__path", *Way.values).annotate(n=Count("pk"))


def _sum(cells: list[dict]) -> Share:
    found = Share()
    for cell in cells:
        found.count(cell)
    return found


def _by_group(cells: list[dict], *, with_care: bool) -> list[Line]:
    """By age, by residence and by care; somebody may stand in several lines."""
    lines = {f"age:{code}": str(label) for code, label in AgeBand.choices}
    lines |= {f"residence:{code}": str(label) for code, label in ResidenceKind.choices}
    lines |= {f"care:{code}": name for code, name in CareCategory.objects.choices()}
    found = {key: Line(key, label) for key, label in lines.items()}
    for cell in cells:
        for key in _groups_of(cell, with_care=with_care):
            found.setdefault(key, Line(key, _("Other cared-for person")))
            found[key].people.count(cell)
    return [line for line in found.values() if line.people.total]


def _groups_of(cell: dict, *, with_care: bool) -> list[str]:
    """Auxiliary officers and clients do not see who is cared for."""
    codes = dict.fromkeys(cell["care_kinds"]) if with_care else ()
    care = [f"care:{code}" for code in codes]
    return [f"age:{cell['band']}", f"residence:{cell['residence_kind']}", *care]


def _by_area(asked: Asked, cells: list[dict], doors: list[dict]) -> list[Line]:
    """Each place with everything below it, worst first within its level."""
    places: dict[str, tuple[Share, Share]] = {}
    for index, rows in ((0, cells), (1, doors)):
        for cell in _by_path(rows):
            for path in _above(cell["area__path"]):
                places.setdefault(path, (Share(), Share()))[index].count(cell)
    areas = Area.objects.filter(asked.here("pk"), path__in=places, kind__in=LEVELS)
    lines = [
        Line(str(area.pk), area.name, *places[area.path], area=area)
        for area in areas.in_tree_order()
    ]
    return sorted(lines, key=lambda line: (_level(line), line.people.percent or 0))


def _by_path(cells: list[dict]) -> list[dict]:
    """The cells of a place put together, before they are counted on every level."""
    names = ("area__path", *Way.values)
    found: Counter = Counter()
    for cell in cells:
        found[tuple(cell[name] for name in names)] += cell["n"]
    return [{**dict(zip(names, key, strict=True)), "n": n} for key, n in found.items()]


def _level(line: Line) -> int:
    return LEVELS.index(line.area.kind)


def _above(path: str) -> list[str]:
    return [path[: end + STEP] for end in range(0, len(path), STEP)]
