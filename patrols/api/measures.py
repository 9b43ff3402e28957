"""The measures of patrols over REST: the page's figures with their counts."""

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from patrols.coverage import measures
from patrols.coverage.asking import PERMISSION, home_of
from patrols.coverage.definitions import RATES, By, Line, usual
from station.api.serializers import Input, Visible
from station.api.viewsets import PolicyViewSet
from station.errors import RuleError
from station.models import Area


class PatrolMeasuresQuery(Input):
    area = Visible(Area, permission=PERMISSION, required=False)
    from_on = serializers.DateField(required=False)
    until_on = serializers.DateField(required=False)
    by = serializers.ChoiceField(choices=By.choices, required=False)


class PatrolRateOutput(serializers.Serializer):
    """A share with both counts; null where it cannot be told."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    is_small = serializers.BooleanField()


class PatrolMeasuresLineOutput(serializers.Serializer):
    key = serializers.CharField(allow_null=True)
    label = serializers.CharField(allow_blank=True)
    figures = serializers.DictField(child=serializers.IntegerField())
    rates = serializers.DictField(child=PatrolRateOutput(allow_null=True))


class PatrolDefinitionOutput(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    formula = serializers.CharField()


class PatrolMeasuresOutput(serializers.Serializer):
    """Shares side by side, never mixed, each with its definition."""

    area = serializers.IntegerField()
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    by = serializers.CharField()
    definitions = PatrolDefinitionOutput(many=True)
    total = PatrolMeasuresLineOutput()
    results = PatrolMeasuresLineOutput(many=True)


class PatrolMeasuresViewSet(PolicyViewSet):
    """Visibility, matters handled, stability; hours and presence; by what one asks."""

    required_permissions = {"list": PERMISSION}
    answers = {"list": {200: PatrolMeasuresOutput}}
    query = {"list": PatrolMeasuresQuery}

    def list(self, request):
        said = self.asked_query()
        area = said.pop("area", None) or home_of(request.user)
        if area is None:
            raise Http404
        try:
            asked = usual(request.user, area, at=timezone.now(), **said)
        except RuleError as error:
            raise serializers.ValidationError({error.code: [str(error)]}) from error
        body = {
            "area": area.pk,
            "from_on": asked.from_on,
            "until_on": asked.until_on,
            "by": asked.by,
            "definitions": RATES,
            "total": _line(measures.total(asked)),
            "results": [_line(line) for line in measures.lines(asked)],
        }
        return Response(PatrolMeasuresOutput(body).data)


def _line(line: Line) -> dict:
    return {
        "key": None if line.key is None else str(line.key),
        "label": str(line.label),
        "figures": line.figures,
        "rates": {found.key: line.rate(found) for found in RATES},
    }
