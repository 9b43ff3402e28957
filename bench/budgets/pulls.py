"""How fast a client gets every dispute: by pages in the order of change, in one stream."""

import json
import time
from collections.abc import Callable

from django.db import connection

from bench.budgets.asking import Asker
from bench.budgets.budget import Line
from bench.budgets.lists import row_by_hand
from station.models import Area

PAGES, SIZE = 20, 1000
COPY = (
    "COPY (SELECT replace(row_to_json(r)::text, E'\\n', '') FROM ({}) r) TO STDOUT "
    "(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
)
PAGE = "SELECT r.updated_at, r.id, row_to_json(r)::text FROM ({}) r"
PICKED = (
    "SELECT * FROM disputes_dispute WHERE area_id = ANY(%s) AND (updated_at, id) > "
    f"(%s, %s) ORDER BY updated_at, id LIMIT {SIZE + 1}"
)


def measure(asker: Asker, *, county: Area) -> list[Line]:
    areas = list(Area.objects.below(county).values_list("pk", flat=True))
    hand, ours = _best(lambda: _pages_by_hand(areas)), _best(lambda: _pages(asker))
    copied, streamed = _best(lambda: _copied(county)), _best(lambda: _streamed(asker))
    return [
        Line(
            "incremental pull by pages of 1,000, rows/s",
            f"{hand:,.0f}",
            f"{ours:,.0f}",
            "–",
            f"{ours / hand:.2f} of by hand",
            "≥ 0.7",
            ours >= 0.7 * hand,
        ),
        Line(
            "everything in one stream (NDJSON), rows/s",
            f"{copied:,.0f}",
            f"{streamed:,.0f}",
            "–",
            f"{streamed / copied:.2f} of COPY by hand",
            "≥ 0.7",
            streamed >= 0.7 * copied,
        ),
    ]


def _best(work: Callable[[], int]) -> float:
    """Rows a second, the better of two."""
    found = 0.0
    for _round in range(2):
        began = time.perf_counter()
        rows = work()
        found = max(found, rows / (time.perf_counter() - began))
    return found


def _pages(asker: Asker) -> int:
    path = f"/api/v1/disputes/?page_size={SIZE}&ordering=updated_at"
    count = 0
    for _page in range(PAGES):
        said = json.loads(asker.ask(path))
        count += len(said["results"])
        if not said["next"]:
            break
        path = said["next"].split("/", 3)[3]
        path = f"/{path}"
    return count


def _pages_by_hand(areas: list[int]) -> int:
    sql = PAGE.format(row_by_hand(picked=PICKED)) + " ORDER BY 1, 2"
    at, last, count = "-infinity", 0, 0
    with connection.cursor() as cursor:
        for _page in range(PAGES):
            cursor.execute(sql, [areas, at, last])
            rows = cursor.fetchall()[:SIZE]
            count += len([json.loads(text) for _at, _id, text in rows])
            if not rows:
                break
            at, last = rows[-1][:2]
    return count


def _copied(county: Area) -> int:
    picked = (
        "SELECT * FROM disputes_dispute WHERE area_id IN (SELECT id FROM station_area "
        f"WHERE starts_with(path, '{county.path}')) ORDER BY id"
    )
    sql = COPY.format(row_by_hand(picked=picked).replace("%%", "%"))
    with connection.cursor() as cursor, cursor.cursor.copy(sql) as copy:
        return sum(bytes(chunk).count(b"\n") for chunk in copy)


def _streamed(asker: Asker) -> int:
    answer, count = asker.begin("/api/v1/disputes/pull/"), 0
    while chunk := answer.read(1 << 20):
        count += chunk.count(b"\n")
    asker.used = 0
    return count - 2
