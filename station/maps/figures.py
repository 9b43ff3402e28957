"""The figure that colours a map: a declared metric, read for each of its parts."""

from dataclasses import dataclass, field

from station import phrasing
from station.maps.asking import Asked
from station.metrics import reading
from station.metrics.declared import Metric, book
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Figure
from station.models import Area

LEVELS = 5
PERIODS = tuple(choice for choice in Choice if choice != Choice.DAYS)


@dataclass(frozen=True)
class Step:
    """A shade of the map and what it stands for."""

    level: int
    label: str


@dataclass
class Counts:
    """One metric over the parts of a place."""

    metric: Metric
    by_area: dict[int, Figure]
    own: Figure | None = None  # of the whole place
    most: int = 0
    steps: list[Step] = field(default_factory=list)

    @property
    def has_hidden(self) -> bool:
        return any(figure.is_hidden for figure in self.by_area.values())

    def level(self, area: Area) -> int | None:
        """How strong its shade is; none where nothing is told."""
        figure = self.by_area.get(area.pk) or self._own_of(area)
        value = figure.amount.value(self.metric) if figure else None
        if value is None:
            return None
        return min(LEVELS, -(-value * LEVELS // self.most)) if self.most else 0

    def _own_of(self, area: Area) -> Figure | None:
        """The whole place has a shade where it has no parts."""
        is_whole = self.own is not None and self.own.area.pk == area.pk
        return self.own if is_whole and not self.by_area else None


def metrics_for(user, area: Area) -> list[Metric]:
    """What the place can be coloured by."""
    return reading.readable(user, book.in_order, area)


def counts_of(asked: Asked) -> Counts | None:
    """The figures of the parts and of the whole; none where none is asked for."""
    metric = book.metrics.get(asked.counts)
    if metric is None:
        return None
    period = chosen(asked.period, today=asked.today)
    said = reading.Asked(asked.user, asked.at, period)
    lines = reading.read_by_area(said, [metric], asked.parts)
    own = reading.read_by_area(said, [metric], [asked.area])
    found = Counts(
        metric,
        {pk: line[metric.key] for pk, line in lines.items() if metric.key in line},
        own.get(asked.area.pk, {}).get(metric.key),
    )
    told = list(found.by_area.values()) or [f for f in [found.own] if f]
    values = [figure.amount.value(metric) or 0 for figure in told]
    found.most = 100 if metric.is_rate else max(values, default=0)
    found.steps = _steps(found.most, is_rate=metric.is_rate)
    return found


def words(figure: Figure | None) -> str:
    """The figure as it stands in the map: 12, 80 %, under five, or nothing."""
    if figure is None:
        return ""
    if figure.is_hidden:
        return "…"
    value = figure.amount.value(figure.metric)
    if value is None:
        return "–"
    told = phrasing.number(value)
    return f"{told} %" if figure.metric.is_rate else told


def _steps(most: int, *, is_rate: bool) -> list[Step]:
    """Every shade that can come up, with the figures it stands for."""
    sign = " %" if is_rate else ""
    found = [Step(0, f"0{sign}")]
    for level in range(1, LEVELS + 1):
        first = most * (level - 1) // LEVELS + 1
        last = most * level // LEVELS
        if first <= last:
            label = str(first) if first == last else f"{first}–{last}"
            found.append(Step(level, f"{label}{sign}"))
    return found
