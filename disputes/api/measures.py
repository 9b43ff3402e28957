"""The measures of disputes over REST: the page's figures with their counts."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from disputes.measures import figures
from disputes.measures.asking import By, Line, usual
from disputes.measures.definitions import ON_TIME, RATES
from disputes.models import Mediator
from disputes.workflow.intake import Grade, Tier
from station.api.serializers import Input, Visible
from station.api.viewsets import PolicyViewSet
from station.models import Area


class MeasuresQuery(Input):
    from_on = serializers.DateField(required=False)
    until_on = serializers.DateField(required=False)
    by = serializers.ChoiceField(choices=By.choices, required=False)
    area = Visible(Area, required=False)
    field = serializers.CharField(max_length=24, required=False)
    tier = serializers.ChoiceField(choices=Tier.choices, required=False)
    grade = serializers.ChoiceField(choices=Grade.choices, required=False)
    mediator = Visible(Mediator, required=False)


class RateOutput(serializers.Serializer):
    """A share with both counts."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    is_small = serializers.BooleanField()


class SpellOutput(serializers.Serializer):
    """Days of the calendar: half took at most, nine of ten took at most."""

    count = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    ninetieth = serializers.FloatField(allow_null=True)


class MeasuresLineOutput(serializers.Serializer):
    key = serializers.CharField(allow_null=True)
    label = serializers.CharField(allow_blank=True)
    figures = serializers.DictField(child=serializers.IntegerField())
    agreed = RateOutput()
    kept = RateOutput()
    not_back = RateOutput()
    on_time = RateOutput(help_text="Next-day follow-ups made by the day first set.")
    spells = serializers.DictField(child=SpellOutput())


class DefinitionOutput(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    formula = serializers.CharField()


class MeasuresOutput(serializers.Serializer):
    """Shares side by side, never mixed, each with its definition."""

    from_on = serializers.DateField()
    until_on = serializers.DateField()
    by = serializers.CharField()
    back_days = serializers.IntegerField()
    definitions = DefinitionOutput(many=True)
    total = MeasuresLineOutput()
    results = MeasuresLineOutput(many=True)


class MeasuresViewSet(PolicyViewSet):
    """How disputes go: agreed, kept, not back; time per step; by what one asks."""

    required_permissions = {"list": "dispute.figures"}
    answers = {"list": {200: MeasuresOutput}}
    query = {"list": MeasuresQuery}

    def list(self, request):
        asked = usual(request.user, at=timezone.now(), **self.asked_query())
        body = {
            "from_on": asked.from_on,
            "until_on": asked.until_on,
            "by": asked.by,
            "back_days": asked.back_days,
            "definitions": (*RATES, ON_TIME),
            "total": _line(figures.total(asked)),
            "results": [_line(line) for line in figures.lines(asked)],
        }
        return Response(MeasuresOutput(body).data)


def _line(line: Line) -> dict:
    return {
        "key": None if line.key is None else str(line.key),
        "label": str(line.label),
        "figures": line.figures,
        "agreed": line.agreed,
        "kept": line.kept,
        "not_back": line.not_back,
        "on_time": line.on_time,
        "spells": line.spells,
    }
