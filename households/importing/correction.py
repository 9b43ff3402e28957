"""The rows that were not taken in, as a workbook to correct and send again."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from households.importing.cells import shown
from households.importing.layout import RawRow, Table
from households.importing.report import Finding, Result

WIDEST = 40


def write_correction(
    tables: Iterable[Table], refused: list[RawRow], findings: list[Finding]
) -> bytes:
    """Each refused row as it was, its wrong cells marked, and what would be right.

    Rows of other officers' villages have no fault and stay out.
    """
    faults: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        if finding.result == Result.REFUSED and finding.says != "out_of_scope":
            faults.setdefault((finding.sheet, finding.row), []).append(finding)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        formats = _formats(workbook)
        for table in tables:
            rows = [
                raw
                for raw in refused
                if raw.sheet == table.sheet and (raw.sheet, raw.number) in faults
            ]
            if rows:
                _write_sheet(workbook, formats, table, rows, faults)
        if not workbook.worksheets():
            workbook.add_worksheet(_("Nothing to correct"))
    return buffer.getvalue()


def _formats(workbook) -> dict[str, object]:
    return {
        "head": workbook.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1}),
        "text": workbook.add_format({"num_format": "@"}),
        "bad": workbook.add_format({"num_format": "@", "bg_color": "#FFE08A"}),
        "why": workbook.add_format({"text_wrap": True, "font_color": "#9A3412"}),
    }


def _write_sheet(workbook, formats, table: Table, rows, faults) -> None:
    sheet = workbook.add_worksheet(table.sheet[:31])
    last = len(table.header_line)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, last - 1, 12, formats["text"])
    sheet.set_column(last, last, 60)
    headers = [*table.header_line, _("What to correct (row in your workbook)")]
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, formats["head"])
        _widen(sheet, table, column, header, formats)
    for place, raw in enumerate(rows, 1):
        found = faults[raw.sheet, raw.number]
        bad = {finding.column for finding in found}
        _write_row(sheet, formats, place, table, raw, bad)
        why = "\n".join(f"{raw.number}: {finding.message}" for finding in found)
        sheet.write_string(place, last, why, formats["why"])


def _write_row(sheet, formats, place: int, table: Table, raw: RawRow, bad: set) -> None:
    """Filled-down cells are written out; everything is text, so nothing computes."""
    number_of = {header: number for number, header in enumerate(table.header_line)}
    filled = {
        number_of[header]: raw.cells.get(name) for name, header in table.headers.items()
    }
    for column, header in enumerate(table.header_line):
        value = filled.get(column, raw.line[column] if column < len(raw.line) else "")
        style = formats["bad" if header in bad else "text"]
        text = shown(value)
        if text:
            sheet.write_string(place, column, text, style)
        else:
            sheet.write_blank(place, column, None, style)


def _widen(sheet, table: Table, column: int, header: str, formats) -> None:
    if header == table.headers.get("id_number"):
        sheet.set_column(column, column, 22, formats["text"])
