"""The dashboard of a place: groups of figures, what they are parted by, its places."""

from dataclasses import dataclass, field

from station.dashboard.late import LATE, SOON, Late, late, metrics_on, shown
from station.metrics.declared import Group, Metric, Split, book
from station.metrics.reading import (
    Asked,
    Figure,
    below,
    read,
    read_ahead,
    read_by_area,
    read_months,
    read_splits,
    readable,
)
from station.models import Area

MONTHS = 12
PLACES = "places"  # on which board their metrics are
SHOWN = 4  # of a group at once


@dataclass
class Card:
    """A figure with its months and the ways it is parted."""

    figure: Figure
    months: list[Figure] = field(default_factory=list)
    parts: list["Parts"] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.figure.metric.key


@dataclass
class Parts:
    """A figure parted: a row for each tier, kind, step."""

    split: Split
    rows: list[Figure]

    @property
    def label(self) -> str:
        return str(self.split.label)

    @property
    def most(self) -> int:
        return max((row.amount.part or 0 for row in self.rows), default=0) or 1


@dataclass
class Block:
    """A group on the first page: its first figures, and how many more it has."""

    group: Group
    figures: list[Figure]
    count: int

    @property
    def more(self) -> int:
        """How many figures stand on the page of the group alone."""
        return self.count - len(self.figures)


@dataclass
class Table:
    """Figures side by side: a line for each place, always in the order of the map."""

    metrics: list[Metric]
    lines: list[tuple[Area, list[Figure | None]]]


@dataclass
class FirstPage:
    """What is late, the first figures of every group, and the places side by side."""

    late: Late
    blocks: list[Block]
    places: Table


def first_page(asked: Asked, area: Area) -> FirstPage:
    """All of it read together; a fixed number of queries."""
    children, first = list(below(asked.user, area)), _first(asked, area)
    read_ahead(
        asked,
        (shown(), [area, *children]),
        (first, [area]),
        (metrics_on(PLACES), children),
    )
    return FirstPage(
        late(asked, area, children),
        blocks(asked, area),
        side_by_side(asked, area, PLACES, children),
    )


def _first(asked: Asked, area: Area) -> list[Metric]:
    groups = _by_group(asked, area)
    return [metric for metrics in groups.values() for metric in metrics[:SHOWN]]


def blocks(asked: Asked, area: Area) -> list[Block]:
    """Every group with its first figures, all read at once."""
    figures = read(asked, _first(asked, area), area)
    return [
        Block(
            book.groups[key],
            [figures[metric.key] for metric in metrics[:SHOWN]],
            len(metrics),
        )
        for key, metrics in _by_group(asked, area).items()
    ]


def groups(asked: Asked, area: Area) -> list[Group]:
    """The groups of which this person may read something here."""
    return [book.groups[key] for key in _by_group(asked, area)]


def cards(asked: Asked, area: Area, group: str) -> list[Card]:
    """All figures of one group, with months and parts; a fixed number of queries."""
    metrics = _by_group(asked, area).get(group, [])
    figures = read(asked, metrics, area)
    months = read_months(asked, metrics, area, MONTHS)
    parts = _parts(asked, list(figures.values()), area)
    return [
        Card(figure, months.get(key, []), parts.get(key, []))
        for key, figure in figures.items()
    ]


def _by_group(asked: Asked, area: Area) -> dict[str, list[Metric]]:
    """What this person may read of the area, without what stands under late and soon."""
    found: dict[str, list[Metric]] = {}
    for metric in readable(asked.user, book.in_order, area):
        if not metric.board & {LATE, SOON}:
            found.setdefault(metric.group, []).append(metric)
    return found


def _parts(asked: Asked, figures: list[Figure], area: Area) -> dict[str, list[Parts]]:
    wanted = [
        (figure.metric, figure.metric.part.counted.split(key))
        for figure in figures
        for key in figure.metric.drawn
    ]
    found: dict[str, list[Parts]] = {}
    for (metric, split), rows in zip(
        wanted, read_splits(asked, wanted, area), strict=True
    ):
        if any(row.amount.part or row.is_hidden for row in rows):
            found.setdefault(metric.key, []).append(Parts(split, rows))
    return found


def side_by_side(
    asked: Asked, area: Area, board: str, children: list[Area] | None = None
) -> Table:
    """The places below, next to each other, in figures only."""
    metrics = metrics_on(board)
    if children is None:
        children = list(below(asked.user, area))
    lines = read_by_area(asked, metrics, children)
    shown = [m for m in metrics if any(m.key in line for line in lines.values())]
    return Table(
        shown,
        [(child, [lines[child.pk].get(m.key) for m in shown]) for child in children],
    )
