"""Small numbers are hidden from whoever does not serve in the station.

From one to four people or matters in a village one could guess who they are. Where only
one number of a row is hidden and the sum is shown, it could be reckoned back: then the
next smallest is hidden with it.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from django.utils.translation import gettext_lazy as _

from station.metrics.periods import Choice
from station.policy import rights

FEW = 5


class Reader(Enum):
    """Who reads figures where it is no person."""

    KEEPER = "keeper"  # what is kept whole, to be hidden when somebody reads it
    ANYBODY = "anybody"  # what is written for readers one does not know


def is_outside(user, area) -> bool:
    """Does this person serve nowhere in the station the area lies in?"""
    if isinstance(user, Reader):
        return user is Reader.ANYBODY
    return not any(
        post.area.path.startswith(area.path) or area.path.startswith(post.area.path)
        for post in rights(user).posts
        if post.area.kind in INSIDE
    )


def must_be_whole(user, area, period) -> bool:
    """Outside the station days chosen freely are refused.

    Of two sums that overlap but for a day, the difference would be the small number
    that is hidden.
    """
    if period.choice != Choice.DAYS or period.is_whole:
        return False
    return area.kind not in INSIDE or is_outside(user, area)


WHOLE_ONLY = _(
    "Outside the station figures are told by whole weeks, months, quarters or years."
)
INSIDE = frozenset({"station", "township", "community", "grid"})


def is_small(figure) -> bool:
    """From one to four, a sum of so few rows, or a rate that betrays such a number."""
    return _is_few(figure.metric, figure.amount)


def _is_few(metric, amount) -> bool:
    part, whole, _is_hidden, rows = amount
    if rows is not None:
        return 0 < rows < FEW
    if not metric.is_rate:
        return 0 < part < FEW
    return 0 < part < FEW or 0 < whole < FEW or 0 < whole - part < FEW


def hidden(figure):
    """The same figure without its numbers."""
    nothing = {"part": None, "whole": None, "rows": None, "is_hidden": True}
    before = figure.before and figure.before._replace(**nothing)
    return replace(figure, amount=figure.amount._replace(**nothing), before=before)


def hide_by_area(user, lines: dict[int, dict]) -> dict[int, dict]:
    """Each metric over its areas."""
    areas = {pk: next(iter(line.values())).area for pk, line in lines.items() if line}
    outside = {pk for pk, area in areas.items() if is_outside(user, area)}
    keys = {key for pk in outside for key in lines[pk]}
    for key in keys:
        column = {pk: line[key] for pk, line in lines.items() if key in line}
        shown = _hide(list(column.values()), outside)
        for pk, figure in zip(column, shown, strict=True):
            lines[pk][key] = figure
    return lines


def hide_parts(user, figures: list) -> list:
    """Figures that stand beside their sum."""
    areas = {figure.area.pk: figure.area for figure in figures}
    return _hide(figures, {pk for pk, area in areas.items() if is_outside(user, area)})


def _hide(figures: list, outside: set[int]) -> list:
    """Those of people in areas where who reads does not serve."""
    concerned = [
        i
        for i, figure in enumerate(figures)
        if figure.metric.is_of_people and figure.area.pk in outside
    ]
    if not concerned:
        return figures
    small = {i for i in concerned if is_small(figures[i])}
    if len(small) == 1 and len(concerned) > 1:
        small |= _next_smallest(figures, set(concerned) - small)
    shown = [hidden(f) if i in small else f for i, f in enumerate(figures)]
    return [_without_small_before(f, i in concerned) for i, f in enumerate(shown)]


def _next_smallest(figures: list, others: Iterable[int]) -> set[int]:
    filled = [i for i in others if figures[i].amount.part]
    return {min(filled, key=lambda i: figures[i].amount.part)} if filled else set()


def _without_small_before(figure, is_concerned: bool):
    """What a figure is held against may be small where it is not."""
    before = figure.before
    if not is_concerned or before is None or before.is_hidden:
        return figure
    if _is_few(figure.metric, before):
        return replace(figure, before=None)
    return figure
