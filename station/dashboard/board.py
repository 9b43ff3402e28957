"""The dashboard of a place: groups of figures, what they are parted by, place by place."""

from dataclasses import dataclass, field

from station.dashboard.late import LATE, SOON, metrics_on
from station.metrics.declared import Group, Metric, Split, book
from station.metrics.reading import (
    Asked,
    Figure,
    below,
    read,
    read_by_area,
    read_months,
    read_splits,
)
from station.models import Area

MONTHS = 12
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
    """A group of the dashboard with its cards."""

    group: Group
    cards: list[Card]

    @property
    def first(self) -> list[Card]:
        """What stands there at once."""
        return self.cards[:SHOWN]

    @property
    def more(self) -> list[Card]:
        """What is folded away until somebody asks."""
        return self.cards[SHOWN:]


@dataclass
class Table:
    """Figures side by side: a line for each place, always in the order of the map."""

    metrics: list[Metric]
    lines: list[tuple[Area, list[Figure | None]]]


def blocks(asked: Asked, area: Area) -> list[Block]:
    """All groups with their figures, months and parts; a fixed number of queries."""
    metrics = [m for m in book.in_order if not m.board & {LATE, SOON}]
    figures = read(asked, metrics, area)
    months = read_months(asked, metrics, area, MONTHS)
    parts = _parts(asked, list(figures.values()), area)
    found: dict[str, list[Card]] = {}
    for key, figure in figures.items():
        card = Card(figure, months.get(key, []), parts.get(key, []))
        found.setdefault(figure.metric.group, []).append(card)
    return [Block(book.groups[key], cards) for key, cards in found.items()]


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


def side_by_side(asked: Asked, area: Area, board: str) -> Table:
    """The places below, next to each other, in figures only."""
    metrics = metrics_on(board)
    children = list(below(asked.user, area))
    lines = read_by_area(asked, metrics, children)
    shown = [m for m in metrics if any(m.key in line for line in lines.values())]
    return Table(
        shown,
        [(child, [lines[child.pk].get(m.key) for m in shown]) for child in children],
    )
