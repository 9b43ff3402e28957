"""Numbers that people quote of what happens in an area."""

from datetime import datetime

from station import working_days
from station.actions.numbers import next_number
from station.models import Area

DIGITS = 9  # down to the township


def number_in(series: str, area: Area, *, at: datetime) -> str:
    """``JC-620724108-2026-000123``, by the code of the nearest area that has one."""
    codes = Area.objects.above(area).exclude(code=None).order_by("-path")
    code = codes.values_list("code", flat=True).first() or str(area.pk)
    return next_number(series, code[:DIGITS], working_days.local_date(at).year)
