"""Tables as CSV: UTF-8 with its mark, RFC 4180, nothing a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from station.cells import harmless, readable

CSV = "text/csv; charset=utf-8"
MARK = "\ufeff"  # else Excel takes Chinese for something else
AT_ONCE = 200  # lines that go out together


class _Line:
    """A file of one line: what is written is handed back."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence]) -> Iterator[bytes]:
    """The table piece by piece; days and moments as ISO 8601 writes them, local."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    waiting = [MARK, writer.writerow([_text(label) for label in head])]
    for row in rows:
        waiting.append(writer.writerow([_text(value) for value in row]))
        if len(waiting) >= AT_ONCE:
            yield "".join(waiting).encode()
            waiting = []
    if waiting:
        yield "".join(waiting).encode()


def _text(value) -> str:
    value = readable(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else str(value)
