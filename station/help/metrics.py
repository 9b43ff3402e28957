"""Every metric of the book in words, group by group."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from station.metrics.declared import Direction, Group, Metric, Window, book

DIRECTIONS = {
    Direction.MORE: _("More is good."),
    Direction.FEWER: _("Fewer is good."),
    Direction.NONE: _("More or fewer says nothing by itself."),
}


@dataclass(frozen=True)
class Line:
    """One metric as the page of definitions tells it."""

    metric: Metric

    @property
    def direction(self) -> str | Promise:
        return DIRECTIONS[self.metric.direction]

    @property
    def days(self) -> str | Promise:
        """Which rows it asks for: those of the days chosen, or of this moment."""
        return Window(self.metric.part.window).label

    @property
    def splits(self) -> list[str | Promise]:
        """What it can be parted by."""
        return [split.label for split in self.metric.part.counted.splits]


def groups() -> list[tuple[Group, list[Line]]]:
    """The groups in the order of the dashboard, each with its metrics."""
    found: dict[str, list[Line]] = {}
    for metric in book.in_order:
        found.setdefault(metric.group, []).append(Line(metric))
    return [(book.groups[key], lines) for key, lines in found.items()]
