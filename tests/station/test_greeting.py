"""What My day says first."""

from datetime import datetime

import pytest
from django.utils import timezone, translation

from station.views.home import greeting

HOURS = {
    0: "Good evening",  # on duty at night
    4: "Good evening",
    5: "Good morning",
    11: "Good morning",
    12: "Good afternoon",
    17: "Good afternoon",
    18: "Good evening",
    23: "Good evening",
}


@pytest.mark.parametrize(("hour", "words"), HOURS.items())
def test_greets_by_the_clock_in_china(hour, words):
    now = datetime(2026, 3, 2, hour, 30, tzinfo=timezone.get_default_timezone())

    with translation.override("en"):
        assert greeting("王建国", now=now) == f"{words}, 王建国"
