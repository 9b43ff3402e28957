"""How statistics are told: metrics, figures, and where their rows are pulled."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.reverse import reverse

from station.api.permissions import named
from station.api.statistics_asked import BY_AREA, BY_MONTH, Wish, splits_of
from station.metrics import addresses
from station.metrics.declared import Direction, Metric, book
from station.metrics.reading import (
    Amount,
    Figure,
    below,
    read,
    read_by_area,
    read_months,
    read_parts,
)

Lists = dict[str, tuple[str, type]]  # what is shown: the resource and its viewset
Pull = Callable[[Figure, str], str | None]


class MetricSplitOutput(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()


class MetricOutput(MetricSplitOutput):
    """What is counted, in words; of a rate what stands above and below the line."""

    definition = serializers.CharField()
    group = serializers.CharField()
    group_label = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    direction = serializers.ChoiceField(choices=Direction.choices)
    is_rate = serializers.BooleanField()
    part_label = serializers.CharField(allow_blank=True)
    whole_label = serializers.CharField(allow_blank=True)
    is_of_period = serializers.BooleanField(
        help_text="It changes with the days chosen; else it is of now."
    )
    splits = MetricSplitOutput(many=True)
    resource = serializers.CharField(
        allow_null=True, help_text="Whose list has the rows behind it."
    )


class MetricsOutput(serializers.Serializer):
    results = MetricOutput(many=True)


class FigureDaysOutput(serializers.Serializer):
    """The first and the last day, and what the stretch is called."""

    label = serializers.CharField()
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class FigureAreaOutput(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()


class FigureAmountOutput(serializers.Serializer):
    """How many, of a rate out of how many; null where it is hidden."""

    part = serializers.IntegerField(allow_null=True)
    whole = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    is_hidden = serializers.BooleanField()


class FigureOutput(FigureAmountOutput):
    hidden_because = serializers.CharField(allow_blank=True)
    before = FigureAmountOutput(allow_null=True)
    change = serializers.IntegerField(
        allow_null=True, help_text="More or fewer than before; points of a rate."
    )
    change_percent = serializers.IntegerField(allow_null=True)
    list = serializers.URLField(
        allow_null=True, help_text="The rows behind it, for who may list them."
    )
    whole_list = serializers.URLField(allow_null=True)


class FigureLineOutput(FigureOutput):
    """The figure of one area, of one month, or of one part."""

    area = FigureAreaOutput(allow_null=True)
    period = FigureDaysOutput(allow_null=True)
    value = serializers.CharField(allow_null=True, allow_blank=True)
    label = serializers.CharField()


class FigureHeadOutput(serializers.Serializer):
    area = FigureAreaOutput()
    period = FigureDaysOutput()
    against = FigureDaysOutput()


class MetricFiguresOutput(serializers.Serializer):
    key = serializers.CharField()
    figure = FigureOutput()
    lines = FigureLineOutput(many=True, allow_null=True)


class StatisticOutput(FigureHeadOutput, MetricOutput):
    """One metric of an area."""

    figure = FigureOutput()
    lines = FigureLineOutput(many=True, allow_null=True)


class StatisticsOutput(FigureHeadOutput):
    """Several metrics of an area, in the order asked for."""

    results = MetricFiguresOutput(many=True)


# -- metrics in words ----------------------------------------------------------------


def metric(found: Metric, lists: Lists) -> dict:
    """The declaration, in the reader's language."""
    group = book.groups.get(found.group)
    return {
        "key": found.key,
        "label": str(found.label),
        "definition": str(found.definition),
        "group": found.group,
        "group_label": str(group.label) if group else "",
        "unit": str(found.unit),
        "direction": str(found.direction),
        "is_rate": found.is_rate,
        "part_label": str(found.part_label),
        "whole_label": str(found.whole_label),
        "is_of_period": found.is_of_period,
        "splits": [{"key": s.key, "label": str(s.label)} for s in splits_of(found)],
        "resource": lists.get(found.part.counted.list_name, (None,))[0],
    }


# -- figures -------------------------------------------------------------------------


def head(wish: Wish) -> dict:
    """The area and the days, and those they are held against."""
    asked = wish.asked
    return {
        "area": _place(wish.area),
        "period": _days(asked.period, str(asked.period.label)),
        "against": _days(asked.before, str(asked.against_label)),
    }


def statistics(wish: Wish, pull: Pull) -> list[dict]:
    """The figures of the area, and their lines; a fixed number of queries."""
    figures = read(wish.asked, wish.metrics, wish.area)
    lines = _lines(wish, pull)
    return [
        {
            "key": found.key,
            "figure": _figure(figures[found.key], pull),
            "lines": lines.get(found.key),
        }
        for found in wish.metrics
    ]


def _lines(wish: Wish, pull: Pull) -> dict[str, list[dict]]:
    if wish.by == BY_AREA:
        return _by_area(wish, pull)
    if wish.by == BY_MONTH:
        return _by_month(wish, pull)
    if wish.split is None:
        return {}
    (found,) = wish.metrics
    parts = read_parts(wish.asked, found, wish.split, wish.area)
    return {
        found.key: [_line(f, pull, value=f.value, label=f.label) for f in parts],
    }


def _by_area(wish: Wish, pull: Pull) -> dict[str, list[dict]]:
    areas = list(below(wish.asked.user, wish.area))
    rows = read_by_area(wish.asked, wish.metrics, areas)
    return {
        found.key: [
            _line(row[found.key], pull, area=_place(area), label=area.name)
            for area in areas
            if found.key in (row := rows[area.pk])
        ]
        for found in wish.metrics
    }


def _by_month(wish: Wish, pull: Pull) -> dict[str, list[dict]]:
    rows = read_months(wish.asked, wish.metrics, wish.area, wish.months)
    return {
        key: [
            _line(
                figure,
                pull,
                period=_days(figure.asked.period, label := _month(figure)),
                label=label,
            )
            for figure in figures
        ]
        for key, figures in rows.items()
    }


def _month(figure: Figure) -> str:
    return f"{figure.asked.period.from_on:%Y-%m}"


def _line(figure: Figure, pull: Pull, *, label: str, **what) -> dict:
    empty = {"area": None, "period": None, "value": None, "label": label}
    return _figure(figure, pull) | empty | what


def _figure(figure: Figure, pull: Pull) -> dict:
    because = _("Fewer than five: not told outside the station")
    return _amount(figure.amount) | {
        "hidden_because": because if figure.is_hidden else "",
        "before": figure.before and _amount(figure.before),
        "change": figure.change,
        "change_percent": figure.change_percent,
        "list": pull(figure, "part"),
        "whole_list": pull(figure, "whole") if figure.metric.is_rate else None,
    }


def _amount(amount: Amount) -> dict:
    return {
        "part": amount.part,
        "whole": amount.whole,
        "percent": amount.percent,
        "is_hidden": amount.is_hidden,
    }


def _place(area) -> dict:
    return {"id": area.pk, "name": area.name, "kind": area.kind}


def _days(period, label: str) -> dict:
    return {"label": label, "from_on": period.from_on, "until_on": period.until_on}


def address(figure: Figure, of: str, lists: Lists, request) -> str | None:
    """Where the rows behind a figure are pulled, for who may list them all."""
    counted = getattr(figure.metric, of).counted
    name, view = lists.get(counted.list_name, ("", None))
    if figure.is_hidden or view is None:
        return None
    user, model = figure.asked.user, view.shape.model
    if view.shape.given(user) or not any(
        addresses.may_open(user, permission, model, figure.area, counted.opens)
        for permission in named(view, "list")
    ):
        return None
    url = reverse(f"api:{name}-list", request=request)
    return f"{url}?{urlencode(addresses.named(figure, of))}"
