"""The figures of fraud cases over REST: months, falls in a row, and by what."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from antifraud import figures
from antifraud.figures import PARTS, SPANS, Asked, Line
from antifraud.models import ScamType
from antifraud.workflow.people import Group
from station.api.serializers import Input, Visible
from station.api.viewsets import PolicyViewSet
from station.models import Area


class FraudFiguresQuery(Input):
    area = Visible(Area, permission="fraud_case.figures", required=False)
    scam_type = Visible(ScamType, required=False)
    group = serializers.ChoiceField(choices=Group.choices, required=False)
    months = serializers.ChoiceField(choices=SPANS, required=False)


class FraudSumsOutput(serializers.Serializer):
    cases = serializers.IntegerField()
    attempts = serializers.IntegerField()
    loss = serializers.DecimalField(max_digits=14, decimal_places=2)
    stopped = serializers.DecimalField(max_digits=14, decimal_places=2)


class FraudMonthOutput(serializers.Serializer):
    """A month; the running one is not whole."""

    first = serializers.DateField()
    is_whole = serializers.BooleanField()
    sums = FraudSumsOutput()
    last_year = FraudSumsOutput()


class FraudLineOutput(serializers.Serializer):
    key = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)
    sums = FraudSumsOutput()
    last_year = FraudSumsOutput()
    change = serializers.IntegerField(allow_null=True, help_text="Per cent.")


class FraudRunOutput(serializers.Serializer):
    """Months in a row, each below the one it is held against."""

    months = serializers.IntegerField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class FraudFallsOutput(serializers.Serializer):
    """Up to the last whole month; null where the past is too short."""

    counted = FraudRunOutput()
    without_season = FraudRunOutput(allow_null=True)
    to_last_year = FraudRunOutput(allow_null=True)
    best = FraudRunOutput()
    index = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    is_few = serializers.BooleanField()


class FraudFiguresOutput(serializers.Serializer):
    """Twelve whole months against the twelve before; nobody is named."""

    months = FraudMonthOutput(many=True)
    total = FraudLineOutput()
    falls = FraudFallsOutput()
    parts = serializers.DictField(child=FraudLineOutput(many=True))


class FraudFiguresViewSet(PolicyViewSet):
    """Fraud cases by month, type, group and place, and months of fall in a row."""

    required_permissions = {"list": "fraud_case.figures"}
    query = {"list": FraudFiguresQuery}
    answers = {"list": {200: FraudFiguresOutput}}

    def list(self, request):
        asked = Asked(user=request.user, on=timezone.localdate(), **self.asked_query())
        trend = figures.trend(asked, parts=PARTS)
        body = {
            "months": trend.months,
            "total": trend.total,
            "falls": trend.falls,
            "parts": {n: [_line(line) for line in trend.parts[n]] for n in PARTS},
        }
        return Response(FraudFiguresOutput(body).data)


def _line(line: Line) -> dict:
    return {
        "key": str(line.key),
        "label": line.label,
        "sums": line.sums,
        "last_year": line.last_year,
        "change": line.change,
    }
