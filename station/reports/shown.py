"""Kept figures as one reader may see them, in that reader's language.

Page, paper, workbook and REST all tell a report from here, and the suggested words are
written from here, so none says what another hides.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from station import policy
from station.dashboard.late import LATE, SOON
from station.metrics import hiding
from station.metrics.hiding import INSIDE, Reader
from station.metrics.reading import Amount
from station.models.report import Report
from station.reports.kept import (
    Days,
    KeptArea,
    KeptFigure,
    KeptGroup,
    KeptMetric,
    KeptParts,
    KeptTable,
    Shown,
)

PLACES = "places"
COMMON = "figure.view"  # what everybody may know who may read the report


def hidden_because() -> str:
    """What is said where a number is hidden."""
    return _("Fewer than five: not told outside the station")


def shown(report: Report, reader) -> Shown | None:
    """The kept figures; none before they were counted."""
    return Showing(report, reader).all() if report.figures else None


class Showing:
    """Reads the kept figures for one reader."""

    def __init__(self, report: Report, reader) -> None:
        self.report, self.reader, self.kept = report, reader, report.figures
        self.language = (get_language() or "").lower()
        self.area = self._area(self.kept["area"])
        self.places = [self._area(row) for row in self.kept["places"]]
        self.months = [_days(row) for row in self.kept["months"]]

    def all(self) -> Shown:
        groups = [self._group(row) for row in self.kept["groups"]]
        figures = [figure for group in groups for figure in group.figures]
        return Shown(
            report=self.report,
            area=self.area,
            above=[self._area(row) for row in self.kept["above"]],
            at=datetime.fromisoformat(self.kept["at"]),
            **{name: _days(self.kept[name]) for name in ("period", "before", "year")},
            groups=list(_without(groups, {LATE, SOON})),
            late=_filled(figures, LATE),
            soon=_filled(figures, SOON),
            places=self._table(PLACES),
            late_places=self._table(LATE),
        )

    # -- one figure ------------------------------------------------------------

    def _group(self, row: dict) -> KeptGroup:
        figures = [self._figure(r) for r in row["figures"] if self._may_read(r)]
        return KeptGroup(row["key"], self._said(row["label"]), row["icon"], figures)

    def _may_read(self, row: dict) -> bool:
        """What has a right of its own is told only to who has that."""
        permission = row["metric"]["permission"]
        if permission == COMMON or self.reader is Reader.KEEPER:
            return True
        if self.reader is Reader.ANYBODY:
            return False
        if not policy.is_known(permission):  # gone since then: only its makers
            permission = "report.make"
        return policy.covers(self.reader, permission, self.report.area)

    def _figure(self, row: dict) -> KeptFigure:
        figure = self._kept(row, self.area)
        (told,) = hiding.hide_parts(self.reader, [figure])
        return replace(
            told,
            year=self._year(told),
            months=tuple(self._months_of(figure, row)),
            parts=tuple(self._parts_of(figure, row)),
        )

    def _kept(self, row: dict, area: KeptArea, metric=None) -> KeptFigure:
        return KeptFigure(
            metric=metric or self._metric(row["metric"]),
            asked=None,
            area=area,
            amount=_amount(row["now"]),
            before=_amount(row.get("before")),
            year=_amount(row.get("year")),
        )

    def _year(self, figure: KeptFigure) -> Amount | None:
        """What stood a year before may be small where the figure is not."""
        if figure.year is None or figure.is_hidden:
            return None
        (told,) = hiding.hide_parts(self.reader, [replace(figure, before=figure.year)])
        return told.before

    def _months_of(self, figure: KeptFigure, row: dict) -> list[KeptFigure]:
        bare = replace(figure, before=None, year=None)
        pairs = zip(self.months, row["months"], strict=False)
        months = [replace(bare, amount=_amount(n), month=m) for m, n in pairs]
        return hiding.hide_parts(self.reader, months)

    def _parts_of(self, figure: KeptFigure, row: dict) -> list[KeptParts]:
        return [self._parted(figure, split) for split in row["parts"] if split["rows"]]

    def _parted(self, figure: KeptFigure, split: dict) -> KeptParts:
        rows = [
            replace(
                self._kept(row, figure.area, figure.metric),
                value=row["value"],
                label=self._said(row["label"]) or row["value"] or _("not said"),
            )
            for row in split["rows"]
        ]
        label = self._said(split["label"])
        return KeptParts(split["key"], label, hiding.hide_parts(self.reader, rows))

    # -- place by place --------------------------------------------------------

    def _table(self, board: str) -> KeptTable:
        rows = [
            row
            for group in self.kept["groups"]
            for row in group["figures"]
            if board in row["metric"]["board"] and row["places"] and self._may_read(row)
        ]
        columns = [self._column(row) for row in rows]
        lines = [
            (area, [column[i] for column in columns])
            for i, area in enumerate(self.places)
        ]
        return KeptTable([self._metric(row["metric"]) for row in rows], lines)

    def _column(self, row: dict) -> list[KeptFigure]:
        metric = self._metric(row["metric"])
        pairs = zip(self.places, row["places"], strict=True)
        figures = [self._kept(cell, area, metric) for area, cell in pairs]
        return hiding.hide_parts(self.reader, figures)

    # -- words -----------------------------------------------------------------

    def _metric(self, row: dict) -> KeptMetric:
        said = ("label", "definition", "unit", "part_label", "whole_label")
        plain = ("key", "direction", "is_rate", "is_of_period", "is_of_people")
        return KeptMetric(
            **{name: self._said(row[name]) for name in said},
            **{name: row[name] for name in plain},
            board=frozenset(row["board"]),
        )

    def _said(self, words: dict[str, str]) -> str:
        """In the reader's language, else in whichever there is."""
        is_english = self.language.startswith("en")
        order = ("en", "zh-hans") if is_english else ("zh-hans", "en")
        return next((words[code] for code in order if words.get(code)), "")

    def _area(self, row: dict) -> KeptArea:
        """Who serves in the station sees its villages whole."""
        own = self.report.area
        path = own.path if own.kind in INSIDE else row["path"]
        names = {name: row[name] for name in ("kind", "name", "short_name")}
        return KeptArea(row["id"], **names, path=path)


def _without(groups: Iterable[KeptGroup], boards: set[str]) -> Iterable[KeptGroup]:
    """The groups without what stands under a heading of its own."""
    for group in groups:
        figures = [f for f in group.figures if not f.metric.board & boards]
        if figures:
            yield replace(group, figures=figures)


def _filled(figures: list[KeptFigure], board: str) -> list[KeptFigure]:
    found = [
        figure
        for figure in figures
        if board in figure.metric.board and (figure.amount.part or figure.is_hidden)
    ]
    return sorted(found, key=lambda figure: -(figure.amount.part or 0))


def _amount(numbers: list | None) -> Amount | None:
    if numbers is None:
        return None
    part, whole, rows = numbers
    return Amount(part, whole, rows=rows)


def _days(row: list[str]) -> Days:
    return Days(*map(date.fromisoformat, row))
