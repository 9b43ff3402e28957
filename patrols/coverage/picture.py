"""The picture of the coverage: strips of a day, drawn from the table's own figures."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from patrols.coverage.asking import Show
from patrols.coverage.figures import Cell, Grid, Place
from patrols.workflow.coverage import HOURS

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
    """Seven days of a place, each as one small drawing."""
    return format_html_join("", "{}", ((_strip(place, d, most, show),) for d in DAYS))


def _strip(place: Place, day: int, most: int, show: str) -> SafeString:
    paths: dict[int, list[int]] = {}
    for hour in range(HOURS):
        cell = place.cells.get(day * HOURS + hour)
        if cell is None:
            continue
        level = level_of(cell.shown(show), most, show=show)
        if level:
            paths.setdefault(level, []).append(hour)
    drawn = format_html_join(
        "",
        '<path class="is-{}" d="{}"/>',
        (
            (level, " ".join(f"M{hour} 0h1v1h-1z" for hour in hours))
            for level, hours in sorted(paths.items())
        ),
    )
    return format_html(
        '<svg class="fq-strip is-{}" viewBox="0 0 24 1" preserveAspectRatio="none" '
        'aria-hidden="true">{}</svg>',
        "share" if show == Show.SHARE else "amount",
        drawn,
    )


def row_of(place: Place, hours, most: int, *, show: str, url=None) -> SafeString:
    """The cells of a row of the table: the same figures, in numbers.

    ``url(hour)`` is where a number leads.
    """
    return format_html_join(
        "",
        '<td class="fq-heat is-{} is-{}">{}</td>',
        (_cell(place.cells.get(hour), hour, most, show, url) for hour in hours),
    )


def _cell(cell: Cell | None, hour: int, most: int, show: str, url) -> tuple:
    value = cell.shown(show) if cell else None
    level = level_of(value, most, show=show)
    kind = "share" if show == Show.SHARE else "amount"
    text: object = value if value or (level and value == 0) else ""
    if url is not None and text != "":
        text = format_html('<a href="{}">{}</a>', url(hour), text)
    return kind, level, text
