"""How much patrol is needed: calls and findings by their weights, and the chief's hours.

need of an hour of the week at a place, in minutes of patrol a week =
    (calls × minutes for each call + findings × minutes for each finding) ÷ weeks
    + the chief's own minutes for that hour
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, F, IntegerField, Sum, Value, When

from patrols.models import NeedWeight
from patrols.workflow.coverage import HOURS, USUAL, NeedSource
from station.models import Area

DAY = timedelta(days=1)
COUNTED = {NeedSource.CALL: "calls", NeedSource.FINDING: "findings"}


@dataclass(frozen=True)
class Book:
    """The weights as they stand, for the places below an area."""

    rates: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    own: list[NeedWeight] = field(default_factory=list)

    def rate(self, source: str, path: str) -> int:
        """What a call or a finding weighs at a place: the nearest area's figure."""
        for above, minutes in self.rates.get(source, []):
            if path.startswith(above):
                return minutes
        return USUAL[source]

    def weighed(self, source: str):
        """The sum of the calls or findings, each with the weight of its place."""
        whens = [
            When(area__path__startswith=path, then=Value(minutes))
            for path, minutes in self.rates.get(source, [])
        ]
        rate = Value(USUAL[source])
        if whens:
            rate = Case(*whens, default=rate, output_field=IntegerField())
        return Sum(F(COUNTED[source]) * rate)

    def hours(self, from_on: date, until_on: date) -> Iterable[tuple]:
        """Weight, hour of the week, and how many of these days it holds."""
        days = [from_on + n * DAY for n in range((until_on - from_on).days + 1)]
        for weight in self.own:
            held = [0] * 7
            for day in days:
                held[day.weekday()] += weight.holds_on(day)
            for hour in weight.hours:
                if held[hour // HOURS]:
                    yield weight, hour, held[hour // HOURS]


def book(area: Area) -> Book:
    """The weights that hold at a place and below it."""
    rates: dict[str, list[tuple[str, int]]] = {}
    above = NeedWeight.objects.rates().filter(area__path__in=area.path_above)
    below = NeedWeight.objects.filter(area__path__startswith=area.path)
    found = list((above | below).select_related("area", "point").order_by("pk"))
    for row in sorted(found, key=lambda row: -len(row.area.path)):
        if row.source != NeedSource.OWN:
            rates.setdefault(row.source, []).append((row.area.path, row.minutes))
    return Book(rates, [row for row in found if row.source == NeedSource.OWN])
