"""Small pictures of figures: a line of months, bars of months; the words stand beside."""

from dataclasses import dataclass

from station.metrics.reading import Figure

WIDTH, HEIGHT, EDGE = 120, 32, 3
BAR, GAP, TALL = 18, 6, 80


@dataclass(frozen=True)
class Line:
    """A line of months for an SVG of 120 × 32."""

    points: str
    x: float
    y: float


@dataclass(frozen=True)
class Bar:
    """A month of a bar chart 80 high; the running one is paler."""

    figure: Figure
    x: int
    y: float
    height: float
    is_running: bool

    @property
    def middle(self) -> int:
        return self.x + BAR // 2


def _values(months: list[Figure]) -> list[int]:
    return [figure.amount.value(figure.metric) or 0 for figure in months]


def line(months: list[Figure]) -> Line | None:
    """The months as a line; none where nothing is told or ever was."""
    values = _values(months)
    if len(values) < 2 or not any(values):
        return None
    most = max(values)
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    spots = [
        (EDGE + i * step, HEIGHT - EDGE - value / most * (HEIGHT - 2 * EDGE))
        for i, value in enumerate(values)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    return Line(points, *(round(value, 1) for value in spots[-1]))


def bars(months: list[Figure]) -> list[Bar]:
    """The months as bars."""
    values = _values(months)
    most = max(values, default=0) or 1
    return [
        Bar(
            figure,
            i * (BAR + GAP),
            round(TALL - value / most * TALL, 1),
            round(value / most * TALL, 1),
            is_running=i == len(months) - 1,
        )
        for i, (figure, value) in enumerate(zip(months, values, strict=True))
    ]


def width_of(found: list[Bar]) -> int:
    return len(found) * (BAR + GAP)
