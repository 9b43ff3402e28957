"""What statistics can be asked: the area, the days, and by what to part them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from station import places, working_days
from station.api.serializers import Input, Text
from station.metrics.declared import Metric, Split
from station.metrics.hiding import WHOLE_ONLY, must_be_whole
from station.metrics.periods import LONGEST, Against, Choice, Period, chosen
from station.metrics.reading import Asked
from station.models import Area

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
PERIODS = [(code, label) for code, label in Choice.choices if code != Choice.DAYS]
Metrics = tuple[Metric, ...]
BY_AREA, BY_MONTH = "area", "month"


class FigureQuery(Input):
    """Days are named or given as ``from`` and ``until``; this month without either."""

    area = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    period = serializers.ChoiceField(choices=PERIODS, required=False)
    against = serializers.ChoiceField(
        choices=Against.choices, required=False, default=Against.BEFORE
    )
    by = Text(40, required=False, help_text="area, month, or a split of the metric.")
    months = serializers.IntegerField(
        min_value=1, max_value=60, required=False, default=12
    )

    def get_fields(self):
        """``from`` is no name for an attribute."""
        days = {n: serializers.DateField(required=False) for n in ("from", "until")}
        return super().get_fields() | days

    def validate(self, attrs):
        days = {name: attrs.pop(name, None) for name in ("from", "until")}
        if not any(days.values()):
            return attrs
        problems = _problems(days, "period" in attrs)
        if problems:
            raise serializers.ValidationError(problems)
        attrs["period"] = Period(days["from"], days["until"])
        return attrs


class FiguresQuery(FigureQuery):
    """The same of several metrics; parted by area or month, not by their splits."""

    metrics = Text(4000, required=False, help_text="Keys, with commas between.")
    by = serializers.ChoiceField(choices=[BY_AREA, BY_MONTH], required=False)

    def validate_metrics(self, value: str) -> list[str]:
        return list(dict.fromkeys(filter(None, map(str.strip, value.split(",")))))


def _problems(days: dict[str, date | None], has_period: bool) -> dict[str, list]:
    """What is wrong with days that were given one by one."""
    if has_period:
        return {"period": [_("Name a period, or its first and its last day.")]}
    for name, day in days.items():
        if day is None:
            return {name: [_("Choose a day.")]}
        if not FIRST <= day <= LAST:
            return {name: [_("Choose a day from 2000 to 2199.")]}
    if days["until"] < days["from"]:
        return {"until": [_("This is before the first day.")]}
    if (days["until"] - days["from"]).days > LONGEST:
        return {"until": [_("At most five years at once.")]}
    return {}


@dataclass
class Wish:
    """Metrics of an area over some days, parted by something or not."""

    metrics: Metrics
    area: Area
    asked: Asked
    by: str
    months: int
    split: Split | None = None

    @classmethod
    def of(cls, user, metrics: Metrics, said: dict, *, at: datetime) -> "Wish":
        today = working_days.local_date(at)
        period = said.get("period") or Choice.THIS_MONTH
        if not isinstance(period, Period):
            period = chosen(period, today=today)
        asked = Asked(user, at, period, said["against"])
        area = area_of(user, metrics, said.get("area"))
        if must_be_whole(user, area, period):
            raise serializers.ValidationError({"from": [WHOLE_ONLY]})
        wish = cls(metrics, area, asked, said.get("by", ""), said["months"])
        wish.split = wish.named_split()
        return wish

    def named_split(self) -> Split | None:
        """The split of the one metric that is asked for; 400 where there is none."""
        if self.by in {"", BY_AREA}:
            return None
        (metric, *_others) = self.metrics
        if self.by == BY_MONTH:
            if len(self.metrics) == 1 and not metric.is_of_period:
                message = _("This figure is of now; it has no months.")
                raise serializers.ValidationError({"by": [message]})
            return None
        found = next((s for s in splits_of(metric) if s.key == self.by), None)
        if found is None:
            known = ", ".join([BY_AREA, BY_MONTH, *(s.key for s in splits_of(metric))])
            message = _("Choose one of %s.") % known
            raise serializers.ValidationError({"by": [message]})
        return found


def splits_of(metric: Metric) -> list[Split]:
    """What a figure can be parted by; of a rate what both its sides know."""
    part, *others = (term.counted for term in metric.terms)
    return [s for s in part.splits if all(other.split(s.key) for other in others)]


def area_of(user, metrics: Metrics, pk: int | None) -> Area:
    """The area asked for, else where one begins; 404 for what is out of scope."""
    if not metrics:
        raise Http404
    permission = metrics[0].permission
    if pk is None:
        found = places.home_of(user, permission)
    else:
        rows = places.areas_of(user, permission, places.WIDEST)
        found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
