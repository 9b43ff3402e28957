"""Business numbers that people quote; none is ever given twice."""

from django.db import connection


def next_number(prefix: str, area_code: str, year: int) -> str:
    """The next number of a series, such as ``LY-620724108-2026-000123``."""
    series = f"{prefix}-{area_code}-{year}"
    return f"{series}-{next_in(series):06d}"


def next_in(series: str) -> int:
    """The next figure of a series.

    One statement: two callers at once get two figures. A rolled-back one leaves a
    gap, which is allowed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO station_numberseries (series, last) VALUES (%s, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = station_numberseries.last + 1 "
            "RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]


def next_block(series: str, count: int) -> range:
    """So many figures of a series at once, for what is made by the thousand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO station_numberseries (series, last) VALUES (%s, %s) "
            "ON CONFLICT (series) DO UPDATE "
            "SET last = station_numberseries.last + excluded.last RETURNING last",
            [series, count],
        )
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
