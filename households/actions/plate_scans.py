"""How often plates are scanned: by area and month, never by door or person."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from station.models import Area

COUNT = """
INSERT INTO households_platescancount (area_id, month, count) VALUES (%s, %s, 1)
ON CONFLICT (area_id, month)
DO UPDATE SET count = households_platescancount.count + 1
"""


def count(*, area: Area, at: datetime) -> None:
    """One more scan by a resident."""
    month = timezone.localtime(at).date().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [area.pk, month])
