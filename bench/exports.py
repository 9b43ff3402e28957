"""What an export costs: rows in a second, and memory while it is written.

    python -m bench.exports [rows]

Makes a station with its visits in a transaction that is rolled back at the end, and
writes the list of visits as CSV and as a workbook, as the worker does: into a file,
then sealed chunk by chunk. Memory is the highest resident set while it is written
beyond what was there before; it must not grow with the rows. Budget (design.md): at
most 200 MB.
"""

import ctypes
import gc
import re
import sys
import time
from pathlib import Path

from bench.api_lists import make  # sets Django up

from django.db import connection, transaction  # isort: skip
from station import list_exports  # isort: skip
from station.actions import jobs  # isort: skip
from station.registry import registry  # isort: skip

ROWS = 20_000
BUDGET = 200
LIST = "households.visit"
NOTHING = "until=1999-01-01"


def memory(name: str) -> float:
    """``VmRSS`` or ``VmHWM`` of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024


def give_back() -> None:
    """What making the rows left free would hide what writing them takes."""
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)


def written(form: str, user, query: str = "") -> tuple[int, float, float]:
    """Bytes, seconds, and MB of memory more than before."""
    kind = registry.lists[LIST]
    listing = list_exports.exported(kind, user=user, query=query)
    columns = list_exports.columns_of(kind, user)
    give_back()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak
    before, began = memory("VmRSS"), time.perf_counter()
    path = list_exports.kept(listing, columns, form)
    size = path.stat().st_size
    name = jobs.FILES.keep_file(path)
    path.unlink()
    for _piece in jobs.FILES.pieces(name):
        pass
    jobs.FILES.drop(name)
    return size, time.perf_counter() - began, memory("VmHWM") - before


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    highest = 0.0
    with transaction.atomic():
        chief, _villages = make(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{rows} visits, written, sealed and read again")
        for form in list_exports.FORMS:
            written(form, chief, NOTHING)  # what is loaded once only
            size, seconds, more = written(form, chief)
            highest = max(highest, more)
            print(
                f"{form:<5} {rows / seconds:8.0f} rows/s   {size / 1e6:6.1f} MB file   "
                f"+{more:5.1f} MB memory"
            )
        transaction.set_rollback(True)
    return int(highest > BUDGET)


if __name__ == "__main__":
    raise SystemExit(main())
