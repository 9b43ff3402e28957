"""What is late and what becomes late: by place and kind, and by who answers for it."""

from collections import defaultdict
from dataclasses import dataclass, field

from station import policy
from station.metrics.declared import Metric, book
from station.metrics.reading import Asked, Figure, below, read_by_area, readable
from station.metrics.sums import by_person
from station.models import Area, User

LATE, SOON = "late", "soon"


@dataclass
class Place:
    """A village with what is late there, by kind."""

    area: Area
    figures: list[Figure] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(figure.amount.part or 0 for figure in self.figures)

    @property
    def has_hidden(self) -> bool:
        """Then there are more than the total says."""
        return any(figure.is_hidden for figure in self.figures)


@dataclass
class Late:
    """All that is late now: the whole, and place by place."""

    kinds: list[Figure]
    soon: list[Figure]
    places: list[Place]

    @property
    def total(self) -> int:
        return sum(figure.amount.part or 0 for figure in self.kinds)

    @property
    def has_hidden(self) -> bool:
        return any(figure.is_hidden for figure in self.kinds)


def metrics_on(board: str) -> list[Metric]:
    """The metrics of one part of the dashboard."""
    return [metric for metric in book.in_order if board in metric.board]


def shown() -> list[Metric]:
    """All that may be late or become so."""
    return metrics_on(LATE) + metrics_on(SOON)


def late(asked: Asked, area: Area, children: list[Area] | None = None) -> Late:
    """In a fixed number of queries, however many places there are."""
    metrics = shown()
    if children is None:
        children = list(below(asked.user, area))
    lines = read_by_area(asked, metrics, [area, *children], only_filled=True)
    whole = lines[area.pk]
    kinds = _filled(whole, LATE)
    keys = [figure.metric.key for figure in kinds]
    places = [
        Place(child, [lines[child.pk][key] for key in keys if key in lines[child.pk]])
        for child in children
    ]
    return Late(kinds, _filled(whole, SOON), places)


def _filled(line: dict[str, Figure], board: str) -> list[Figure]:
    """Those with something in them, the most first."""
    found = [
        figure
        for figure in line.values()
        if board in figure.metric.board and (figure.amount.part or figure.is_hidden)
    ]
    return sorted(found, key=lambda figure: -(figure.amount.part or 0))


@dataclass
class Load:
    """What lies with one person: late, due soon, and what it is."""

    person: User
    late: int = 0
    soon: int = 0
    kinds: list[tuple[Metric, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.late + self.soon


def may_see_workload(asked: Asked, area: Area) -> bool:
    """Who may see the accounts of the area; a county looks at places, not at people."""
    scope = policy.scope(asked.user, "user.view")
    is_theirs = scope.everything or area.pk in scope.area_ids
    return is_theirs and area.kind != Area.Kind.COUNTY


def workload(asked: Asked, area: Area) -> list[Load]:
    """Who has how much to do, by name: to share it fairly, not to rank people."""
    metrics = readable(asked.user, shown(), area)
    found = _counted(asked, [m for m in metrics if m.part.counted.person], area)
    people = User.objects.filter(pk__in=found).order_by("name_sort", "pk")
    return [_load(person, found[person.pk]) for person in people]


def _counted(asked: Asked, metrics: list[Metric], area: Area) -> dict:
    """By person: each metric with its number; one statement for all of them."""
    found = defaultdict(list)
    kinds = [metric.part.counted for metric in metrics]
    for number, person, n in by_person(kinds, area.pk, moment=asked.moment):
        found[person].append((metrics[number], n))
    return found


def _load(person: User, found: list[tuple[Metric, int]]) -> Load:
    load = Load(person, kinds=found)
    for metric, n in found:
        if LATE in metric.board:
            load.late += n
        else:
            load.soon += n
    return load
