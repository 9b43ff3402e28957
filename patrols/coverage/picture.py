"""The picture of the coverage: strips of a day, drawn from the table's own figures."""

from django.utils.safestring import SafeString

from patrols.coverage.asking import Show
from patrols.coverage.figures import Cell, Grid, Place
from patrols.workflow.coverage import HOURS, WEEKDAYS

LEVELS = 5
DAYS = range(7)


def level_of(value: int | None, most: int, *, show: str) -> int:
    """How strong a figure is drawn: 1 to 5, nothing is 0.

    A share always has a level where something is needed: nobody there is the strongest
    sign. Others are held against the greatest of the page.
    """
    if show == Show.SHARE:
        return 0 if value is None else 1 + min(value, 100) * (LEVELS - 1) // 100
    if not value or not most:
        return 0
    return max(1, -(-value * LEVELS // most))


def most_of(grid: Grid) -> int:
    """The greatest figure of the page."""
    shown = (
        cell.shown(grid.asked.show)
        for place in grid.places
        for cell in place.cells.values()
    )
    return max((value or 0 for value in shown), default=0)


def strips(place: Place, most: int, *, show: str) -> SafeString:
    """Seven days of a place, each as one small drawing.

    Put together by hand, for speed: nothing but numbers and the names of days
    goes into it.
    """
    kind = "share" if show == Show.SHARE else "amount"
    return SafeString("".join(_strip(place, day, most, show, kind) for day in DAYS))


def _strip(place: Place, day: int, most: int, show: str, kind: str) -> str:
    paths: dict[int, str] = {}
    for hour in range(HOURS):
        cell = place.cells.get(day * HOURS + hour)
        if cell is None:
            continue
        level = level_of(cell.shown(show), most, show=show)
        if level:
            paths[level] = paths.get(level, "") + f"M{hour} 0h1v1h-1z"
    drawn = "".join(
        f'<path class="is-{level}" d="{path}"/>' for level, path in paths.items()
    )
    return (
        f'<span class="fq-day" data-day="{WEEKDAYS[day]}">'
        f'<svg class="fq-strip is-{kind}" viewBox="0 0 24 1" '
        f'preserveAspectRatio="none" aria-hidden="true">{drawn}</svg></span>'
    )


def row_of(place: Place, hours, most: int, *, show: str, url="") -> SafeString:
    """The cells of a row of the table: the same figures, in numbers.

    ``url`` is the address of the place's hours, with a place for the hour.
    """
    kind = "share" if show == Show.SHARE else "amount"
    return SafeString(
        "".join(_cell(place.cells.get(h), h, most, show, kind, url) for h in hours)
    )


def _cell(cell: Cell | None, hour: int, most: int, show: str, kind: str, url) -> str:
    value = cell.shown(show) if cell else None
    level = level_of(value, most, show=show)
    text = f"{value}" if value or (level and value == 0) else ""
    if url and text:
        text = f'<a href="{url.format(hour)}">{text}</a>'
    return f'<td class="fq-heat is-{kind} is-{level}">{text}</td>'
