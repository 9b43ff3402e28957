"""Reads one workbook in a process of its own, under limits; no Django here.

Run as a script by ``station.workbook``. Writes one JSON line a sheet and a row to
standard output; nothing it prints is trusted beyond being JSON.
"""

import contextlib
import ctypes
import json
import resource
import signal
import sys
from datetime import date, datetime, time, timedelta

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 60
PR_SET_PDEATHSIG = 1


def limit() -> None:
    """Take less memory and time than would hurt the worker; die with it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def plain(value: object) -> object:
    """A cell as JSON: days as {"d": …}, moments with "t", times of day as text."""
    if isinstance(value, datetime):
        day = {"d": value.date().isoformat()}
        clock = value.time().isoformat("seconds")
        return {**day, "t": clock} if value.time() != time() else day
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def main(path: str, most_rows: int) -> None:
    """Print every worksheet of the workbook."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  after the limits

    out = sys.stdout
    with CalamineWorkbook.from_path(path) as workbook:
        for meta in workbook.sheets_metadata:
            if not str(meta.typ).endswith("WorkSheet"):
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            head = {
                "sheet": meta.name,
                "visible": str(meta.visible).endswith(".Visible"),
                "merged": sheet.merged_cell_ranges or [],
                "rows": sheet.total_height,
            }
            out.write(json.dumps(head) + "\n")
            if sheet.total_height > most_rows:
                continue
            for row in sheet.to_python(skip_empty_area=False):
                out.write(json.dumps([plain(cell) for cell in row]) + "\n")
    out.flush()


if __name__ == "__main__":
    limit()
    main(sys.argv[1], int(sys.argv[2]))
