"""The hours at which a place needed patrols, and whether somebody was seen in them."""

# ruff: noqa: S608 - nothing in these statements comes from outside

from django.db import connection

from patrols.coverage.definitions import Asked, By
from patrols.coverage.need import book

PRESENCE = """
WITH hours AS (
    SELECT h.area_id, h.day, h.hour, sum(h.check_ins) AS seen,
        sum(h.calls + h.findings) AS asked
    FROM patrols_areahour h JOIN station_area a ON a.id = h.area_id
    WHERE starts_with(a.path, %(path)s) AND h.day BETWEEN %(from)s AND %(until)s
    GROUP BY h.area_id, h.day, h.hour
), need AS (
    SELECT area_id, (extract(isodow FROM day)::int - 1) * 24 + hour AS slot
    FROM hours GROUP BY 1, 2 HAVING sum(asked) > 0
    UNION SELECT * FROM unnest(%(areas)s::bigint[], %(slots)s::int[])
), days AS (
    SELECT d::date AS day, extract(isodow FROM d)::int - 1 AS weekday
    FROM generate_series(%(from)s::date, %(until)s::date, interval '1 day') d
), needed AS (
    SELECT n.area_id, d.day, n.slot %% 24 AS hour, coalesce(h.seen, 0) AS seen
    FROM need n JOIN days d ON d.weekday = n.slot / 24
    LEFT JOIN hours h
        ON h.area_id = n.area_id AND h.day = d.day AND h.hour = n.slot %% 24
)
"""
KEYS = {
    None: "0",
    By.AREA: "area_id",
    By.MONTH: "date_trunc('month', day)::date",
}


def presence(asked: Asked, by: str | None) -> list[dict]:
    """How many hours of need there were, and in how many somebody was seen."""
    return _asked_of_needed(
        asked,
        f"SELECT {KEYS[by]} AS key, count(*) AS needed, "
        "count(*) FILTER (WHERE seen > 0) AS seen FROM needed GROUP BY 1",
    )


def hours_of_need(asked: Asked, *, seen: bool, most: int) -> list[dict]:
    """The hours themselves, the latest first."""
    return _asked_of_needed(
        asked,
        f"SELECT area_id, day, hour, seen FROM needed "
        f"WHERE {'seen > 0' if seen else 'true'} "
        f"ORDER BY day DESC, hour DESC, area_id LIMIT {int(most)}",
    )


def _asked_of_needed(asked: Asked, question: str) -> list[dict]:
    own = [
        (weight.area_id, slot)
        for weight in book(asked.area).own
        if weight.holds_on(asked.until_on)
        for slot in weight.hours
    ]
    said = {
        "path": asked.area.path,
        "from": asked.from_on,
        "until": asked.until_on,
        "areas": [area for area, _slot in own],
        "slots": [slot for _area, slot in own],
    }
    with connection.cursor() as cursor:
        cursor.execute(PRESENCE + question, said)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
