"""Tables as workbooks, exactly as shown."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 48


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet with a frozen head; text stays text, so nothing becomes a formula."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet.freeze_panes(1, 0)
        for column, label in enumerate(head):
            sheet.set_column(column, column, min(max(len(label) * 2 + 2, 12), WIDEST))
            sheet.write_string(0, column, str(label), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, value, day)
    return buffer.getvalue()


def _write(sheet, line: int, column: int, value, day) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    if isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(line, column, moment, day)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, str(value))


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
