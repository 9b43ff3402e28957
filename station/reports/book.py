"""The report as a workbook: figures one can go on reckoning with, texts beside them."""

import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from station import phrasing
from station.cells import clean
from station.metrics.reading import Amount
from station.models import Report
from station.reports import telling
from station.reports.kept import (
    KeptArea,
    KeptFigure,
    KeptMetric,
    KeptTable,
    Shown,
)
from station.reports.shown import shown
from station.sheets import OPTIONS

USUAL, WIDE, WIDEST = 13, 26, 90
Row = Sequence[str | int | None]


def xlsx(report: Report, user) -> bytes:
    """Texts, figures, parts, places, months, and what is counted; a sheet for each."""
    buffer, told = io.BytesIO(), shown(report, user)
    title = telling.title(report)
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": title, "author": telling.issuer(told)})
        sheets = _Sheets(book, footer=f"{title} {telling.span_of(told.period)}")
        sheets.front(_("Report"), told)
        sheets.table(_("Figures"), _figure_heads(), _figure_rows(told))
        sheets.table(_("Parts"), _part_heads(), _part_rows(told))
        sheets.table(_("Places"), *_place_sheet(told.places))
        sheets.table(_("Late by place"), *_place_sheet(told.late_places))
        sheets.table(_("Months"), *_months(told))
        sheets.table(_("What is counted"), *_definitions(told), widths={1: WIDEST})
    return buffer.getvalue()


class _Sheets:
    """The sheets of one book, all in the same dress."""

    def __init__(self, book: xlsxwriter.Workbook, *, footer: str) -> None:
        self.book, self.footer = book, footer
        font = {"valign": "vcenter"}
        self.head = book.add_format(
            {
                **font,
                "bold": True,
                "bg_color": "#E8EDF5",
                "bottom": 1,
                "text_wrap": True,
            }
        )
        self.title = book.add_format({**font, "bold": True, "font_size": 16})
        self.bold = book.add_format({**font, "bold": True})
        self.number = book.add_format({**font, "num_format": "#,##0"})
        self.aside = book.add_format(
            {**font, "align": "right", "font_color": "#666666"}
        )
        self.text = book.add_format({"valign": "top", "text_wrap": True})

    def sheet(self, name: str):
        """An empty sheet that prints on A4, as wide as the page."""
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.footer.replace('&', '&&')}&R&P / &N")
        return sheet

    def front(self, name: str, told: Shown) -> None:
        """Whose report of which days, its words, and who signed it."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 1, WIDEST)
        sheet.write_string(0, 0, clean(telling.issuer(told)), self.bold)
        heading = f"{telling.title(told.report)} {telling.span_of(told.period)}"
        sheet.write_string(1, 0, clean(heading), self.title)
        for line, (label, value) in enumerate(_facts(told), start=3):
            sheet.write_string(line, 0, clean(label), self.bold)
            sheet.write_string(line, 1, clean(value), self.text)

    def table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Iterable[Row],
        widths: dict[int, int] | None = None,
    ) -> None:
        """Numbers as numbers, all else as text and never as a formula."""
        sheet = self.sheet(name)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, max(len(heads) - 1, 1), USUAL)
        for column, width in (widths or {}).items():
            sheet.set_column(column, column, width, self.text)
        for column, label in enumerate(heads):
            sheet.write_string(0, column, clean(label), self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._write(sheet, last, column, value)
        sheet.autofilter(0, 0, last, max(len(heads) - 1, 0))

    def _write(self, sheet, line: int, column: int, value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, int):
            sheet.write_number(line, column, value, self.number)
        else:
            sheet.write_string(line, column, clean(value))


def _facts(told: Shown) -> Iterator[tuple[str, str]]:
    report = told.report
    yield _("State"), telling.state(report)
    yield _("Figures of"), phrasing.in_full(told.at)
    yield _("Period before"), telling.span_of(told.before)
    yield _("A year before"), telling.span_of(told.year)
    if report.signed_at:
        yield _("Signed by"), telling.name_of(report.signed_by)
        yield _("Signed on"), telling.day_of(report.signed_at)
    notes = telling.notes(told) + ([telling.hidden()] if told.has_hidden else [])
    for note in notes:
        yield _("Remark"), note
    yield from telling.texts(report)


# -- figures ---------------------------------------------------------------------


def cells(metric: KeptMetric, amount: Amount | None) -> list[str | int | None]:
    """How many, out of how many, and per cent; said in words where it is hidden."""
    if amount is None:
        return [None, None, None]
    if amount.is_hidden:
        return [_("fewer than 5"), None, None]
    return [amount.part, amount.whole, amount.percent]


def _figure_heads() -> list[str]:
    spans = [_("This period"), _("Period before"), _("A year before")]
    out_of = _("%(period)s, out of")
    return [
        pgettext("table of figures", "Figure"),
        _("Group"),
        _("Unit"),
        *(h for s in spans for h in (s, out_of % {"period": s}, f"{s} %")),
        _("Change against the period before"),
        _("Change against a year before"),
        _("Above the line"),
        _("Below the line"),
    ]


def _figure_rows(told: Shown) -> Iterator[Row]:
    headed = [(group.label, group.figures) for group in told.groups]
    owed = [(_("Late now"), told.late), (_("Due within seven days"), told.soon)]
    for label, figures in (*headed, *owed):
        for figure in figures:
            yield _figure_row(label, figure)


def _figure_row(label: str, figure: KeptFigure) -> Row:
    metric = figure.metric
    amounts = (figure.amount, figure.before, figure.year)
    return [
        metric.label,
        label,
        metric.unit,
        *(cell for amount in amounts for cell in cells(metric, amount)),
        figure.change,
        figure.year_change,
        metric.part_label,
        metric.whole_label,
    ]


def _part_heads() -> list[str]:
    return [
        pgettext("table of figures", "Figure"),
        _("Parted by"),
        pgettext("of a figure", "Part"),
        pgettext("table of figures", "Number"),
        _("Out of"),
        "%",
    ]


def _part_rows(told: Shown) -> Iterator[Row]:
    for figure in told.figures.values():
        for parts in figure.parts:
            for row in parts.rows:
                told = cells(row.metric, row.amount)
                yield [figure.metric.label, parts.label, row.label, *told]


def _place_sheet(table: KeptTable) -> tuple[list[str], Iterator[Row]]:
    """A line for each place; a rate takes three columns."""
    heads = [_("Place")]
    for metric in table.metrics:
        heads.append(f"{metric.label} %" if metric.is_rate else metric.label)
        heads += [metric.part_label, metric.whole_label] if metric.is_rate else []
    return heads, (_place(area, figures) for area, figures in table.lines)


def _place(area: KeptArea, figures: list[KeptFigure]) -> Row:
    found: list[str | int | None] = [area.name]
    for figure in figures:
        part, whole, percent = cells(figure.metric, figure.amount)
        rate = [part if figure.is_hidden else percent, part, whole]
        found += rate if figure.metric.is_rate else [part]
    return found


def _months(told: Shown) -> tuple[list[str], Iterator[Row]]:
    """A line for each figure, a column for each month; of a rate the per cent."""
    figures = [figure for figure in told.figures.values() if figure.months]
    spans = [month.month for month in figures[0].months] if figures else []
    heads = [pgettext("table of figures", "Figure")]
    heads += [f"{days.from_on:%Y-%m}" for days in spans]
    return heads, (_month_row(figure) for figure in figures)


def _month_row(figure: KeptFigure) -> Row:
    metric = figure.metric
    label = f"{metric.label} %" if metric.is_rate else metric.label
    return [label, *(_month(metric, month.amount) for month in figure.months)]


def _month(metric: KeptMetric, amount: Amount) -> str | int | None:
    part, _whole, percent = cells(metric, amount)
    return percent if metric.is_rate and not amount.is_hidden else part


def _definitions(told: Shown) -> tuple[list[str], Iterator[Row]]:
    heads = [pgettext("table of figures", "Figure"), _("What is counted")]
    metrics = (figure.metric for figure in told.figures.values())
    return heads, ([metric.label, metric.definition] for metric in metrics)
