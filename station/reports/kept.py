"""The parts of a report as they are handed to page, paper, workbook and REST."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from station.metrics.reading import Amount, Figure
from station.models.report import Report


@dataclass(frozen=True)
class KeptMetric:
    """What a figure was and meant on the day it was kept."""

    key: str
    label: str
    definition: str
    unit: str
    part_label: str
    whole_label: str
    direction: str
    is_rate: bool
    is_of_period: bool
    is_of_people: bool
    board: frozenset[str] = frozenset()


@dataclass(frozen=True)
class KeptArea:
    """A place as it was called then; ``path`` says whose small numbers it shows."""

    pk: int
    kind: str
    name: str
    short_name: str
    path: str = field(repr=False)

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Days:
    """The first and the last day."""

    from_on: date
    until_on: date


@dataclass(frozen=True)
class KeptFigure(Figure):
    """A figure of the report: of its area, of a place, of a month or of a part.

    ``before`` is the week or month before, ``year`` the same days a year before.
    """

    year: Amount | None = None
    month: Days | None = None
    months: tuple["KeptFigure", ...] = ()
    parts: tuple["KeptParts", ...] = ()

    @property
    def url(self) -> str:
        """What was counted then can no longer be listed."""
        return ""

    whole_url = url

    @property
    def year_change(self) -> int | None:
        """More or fewer than a year before; points of a rate."""
        return replace(self, before=self.year).change

    @property
    def year_change_percent(self) -> int | None:
        return replace(self, before=self.year).change_percent


@dataclass(frozen=True)
class KeptParts:
    """A figure parted: a row for each tier, kind, step."""

    key: str
    label: str
    rows: list[KeptFigure]

    @property
    def most(self) -> int:
        return max((row.amount.part or 0 for row in self.rows), default=0) or 1


@dataclass(frozen=True)
class KeptGroup:
    """A heading with its figures."""

    key: str
    label: str
    icon: str
    figures: list[KeptFigure]


@dataclass(frozen=True)
class KeptTable:
    """Figures side by side: a line for each place, in the order of the map."""

    metrics: list[KeptMetric]
    lines: list[tuple[KeptArea, list[KeptFigure]]]


@dataclass(frozen=True)
class Shown:
    """The figures of a report as one reader may see them."""

    report: Report = field(repr=False)
    area: KeptArea
    above: list[KeptArea]  # what it lies in, from the top, itself at the end
    at: datetime
    period: Days
    before: Days
    year: Days
    groups: list[KeptGroup]  # all but what is late or soon due
    late: list[KeptFigure]  # at ``at``: kinds with something in them, the most first
    soon: list[KeptFigure]
    places: KeptTable  # the figures of the places below
    late_places: KeptTable  # what is late in each of them

    @cached_property
    def figures(self) -> dict[str, KeptFigure]:
        """By key: every figure of the area, late and soon ones with something too."""
        rows = [f for group in self.groups for f in group.figures]
        return {f.metric.key: f for f in (*rows, *self.late, *self.soon)}

    @property
    def late_total(self) -> int | None:
        """How many are late; none where one of them is hidden."""
        if any(figure.is_hidden for figure in self.late):
            return None
        return sum(figure.amount.part for figure in self.late)

    @property
    def has_hidden(self) -> bool:
        """Is something of it not told to this reader?"""
        return any(
            figure.is_hidden
            for table in (self.places, self.late_places)
            for _place, line in table.lines
            for figure in line
        ) or any(
            row.is_hidden
            for figure in self.figures.values()
            for row in (figure, *(r for p in figure.parts for r in p.rows))
        )
