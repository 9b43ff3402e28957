"""What a wall screen shows, in panels that take turns: figures only, nobody's name."""

from dataclasses import dataclass, field

from station.dashboard.late import Place, late, shown
from station.metrics.declared import Group, Metric, book
from station.metrics.reading import Asked, Figure, below, read, read_ahead
from station.models import Area

ACROSS, PLACES, KINDS = 6, 10, 8


def _parts(rows: list, size: int) -> list[list]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]


@dataclass
class Panel:
    """One screenful."""

    kind: str  # late, places, figures
    group: Group | None = None
    figures: list[Figure] = field(default_factory=list)
    soon: list[Figure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    total: int = 0


def _figures() -> list[Metric]:
    """What tells most; what is late has a panel of its own."""
    return [
        metric
        for metric in book.in_order
        if "wall" in metric.board and "late" not in metric.board
    ]


def panels(asked: Asked, area: Area) -> list[Panel]:
    """What is late, where, and the figures that tell most, group by group."""
    children, metrics = list(below(asked.user, area)), _figures()
    read_ahead(asked, (shown(), [area, *children]), (metrics, [area]))
    now = late(asked, area, children)
    found = [
        Panel("late", figures=now.kinds[:KINDS], soon=now.soon[:KINDS], total=now.total)
    ]
    filled = [place for place in now.places if place.total]
    found += [Panel("places", places=part) for part in _parts(filled, PLACES)]
    by_group: dict[str, list[Figure]] = {}
    for figure in read(asked, metrics, area).values():
        by_group.setdefault(figure.metric.group, []).append(figure)
    for key, figures in by_group.items():
        for part in _parts(figures, ACROSS):
            found.append(Panel("figures", group=book.groups[key], figures=part))
    return found
