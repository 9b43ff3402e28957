"""Workbooks that go out to come back: the template, and the rows to correct."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from station.sheet_kinds import SheetColumn, SheetKind
from station.sheet_reading import ReadRow, Table, choices_of

ROWS = 2_000  # with drop-downs
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LISTS = "lists"


def write_template(kind: SheetKind, *, owner) -> bytes:
    """An empty workbook with drop-downs, and a sheet that explains the columns."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = _formats(book)
        sheet = book.add_worksheet(str(kind.label)[:31])
        _explain(book, kind, formats)
        lists = book.add_worksheet(LISTS)
        lists.hide()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(kind.columns):
            _write_column(sheet, lists, place, column, formats, owner)
    return buffer.getvalue()


def _formats(book) -> dict:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1}),
        "must": book.add_format({"bold": True, "bg_color": "#FFE08A", "border": 1}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "why": book.add_format({"text_wrap": True, "font_color": "#9A3412"}),
    }


def _write_column(sheet, lists, place, column: SheetColumn, formats, owner) -> None:
    head = formats["must" if column.required else "head"]
    style = formats["date" if column.kind == "date" else "text"]
    sheet.set_column(place, place, max(len(str(column.header)) * 2 + 2, 14), style)
    sheet.write_string(0, place, str(column.header), head)
    if column.kind != "choice":
        return
    labels = [label for _code, label in choices_of(column, owner)]
    for line, label in enumerate(labels):
        lists.write_string(line, place, label)
    if labels:
        letter = xlsxwriter.utility.xl_col_to_name(place)
        source = f"={LISTS}!${letter}$1:${letter}${len(labels)}"
        sheet.data_validation(
            1, place, ROWS, place, {"validate": "list", "source": source}
        )


def _explain(book, kind: SheetKind, formats) -> None:
    sheet = book.add_worksheet(_("How to fill it in")[:31])
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 70, formats["wrap"])
    for place, head in enumerate((_("Column"), _("Required"), _("What goes there"))):
        sheet.write_string(0, place, head, formats["head"])
    line = 0
    for line, column in enumerate(kind.columns, start=1):
        sheet.write_string(line, 0, str(column.header))
        sheet.write_string(line, 1, _("yes") if column.required else "")
        sheet.write_string(line, 2, _says(column), formats["wrap"])
    for more, hint in enumerate(kind.hints, start=line + 2):
        sheet.write_string(more, 0, str(hint))


def _says(column: SheetColumn) -> str:
    usual = {
        "date": _("A date such as 2026-11-22."),
        "choice": _("Choose from the list."),
        "phone": _("A mobile number, or a landline with its area code."),
        "id": _("The 18 characters of the ID card."),
        "number": _("A whole number."),
    }
    parts = [str(column.help), str(usual.get(column.kind, ""))]
    return " ".join(part for part in parts if part)


def write_refused(table: Table, rows: Iterable[ReadRow]) -> bytes:
    """The rows that were not taken in, as they were, and what to correct."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = _formats(book)
        sheet = book.add_worksheet(_("Not taken in")[:31])
        last = len(table.heads)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(last - 1, 0), 14, formats["text"])
        sheet.set_column(last, last, 60)
        heads = [*table.heads, _("What to correct (row in your workbook)")]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, formats["head"])
        for line, row in enumerate(rows, start=1):
            for place, text in enumerate(row.line[:last]):
                sheet.write_string(line, place, text, formats["text"])
            why = "; ".join(
                f"{head}: {why}" if head else why for head, why in row.faults
            )
            sheet.write_string(line, last, f"{row.number}: {why}", formats["why"])
    return buffer.getvalue()
