"""Business numbers that people quote; none is ever given twice."""

from django.db import connection


def next_number(prefix: str, area_code: str, year: int) -> str:
    """The next number of a series, such as ``LY-620724108-2026-000123``.

    One statement: two callers at once get two numbers. A rolled-back number leaves a
    gap, which is allowed.
    """
    series = f"{prefix}-{area_code}-{year}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO station_numberseries (series, last) VALUES (%s, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = station_numberseries.last + 1 "
            "RETURNING last",
            [series],
        )
        return f"{series}-{cursor.fetchone()[0]:06d}"
