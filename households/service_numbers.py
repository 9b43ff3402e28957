"""Numbers that people quote, by the township in which the matter lies."""

from datetime import datetime

from django.utils import timezone

from station.actions.numbers import next_number
from station.models import Area

SERVICE, BATCH = "FW", "SZ"


def number_of(series: str, area: Area, *, at: datetime) -> str:
    """``FW-620724108-2026-000123``; drawn before the transaction, gaps do no harm."""
    above = list(Area.objects.above(area).order_by("-path"))
    towns = [a.code for a in above if a.kind == Area.Kind.TOWNSHIP and a.code]
    code = next(iter([*towns, *(a.code for a in above if a.code)]), f"{area.pk:09d}")
    return next_number(series, code[:9], timezone.localtime(at).year)
