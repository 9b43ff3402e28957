"""Tables as workbooks, exactly as shown."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO

import xlsxwriter
from django.http import HttpResponse

from station.cells import readable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 48
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet with a frozen head; text stays text, so nothing becomes a formula."""
    buffer = io.BytesIO()
    write_workbook(buffer, title, head, rows)
    return buffer.getvalue()


def write_workbook(
    file: IO[bytes], title: str, head: Sequence[str], rows: Iterable[Sequence]
) -> None:
    """The same into a file, row by row, however many there are."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet(NOT_IN_A_TITLE.sub(" ", title).strip("' ")[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        sheet.freeze_panes(1, 0)
        for column, label in enumerate(head):
            sheet.set_column(column, column, min(max(len(label) * 2 + 2, 12), WIDEST))
            sheet.write_string(0, column, str(label), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, readable(value), day, moment)


def _write(sheet, line: int, column: int, value, day, moment) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, column, value, moment)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, value)


def download(name: str, body: bytes) -> HttpResponse:
    """The workbook as a file to keep; never stored on the way."""
    return HttpResponse(
        body,
        content_type=XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.xlsx"',
            "Cache-Control": "private, no-store",
        },
    )
