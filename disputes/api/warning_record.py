"""How often the early warning was right, over REST: the page's counts."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from disputes.api.measures import RateOutput
from disputes.measures.asking import usual
from disputes.warnings import judging
from disputes.warnings.book import Book
from station.api.serializers import Input, Visible
from station.api.viewsets import PolicyViewSet
from station.models import Area


class WarningRecordQuery(Input):
    from_on = serializers.DateField(required=False)
    until_on = serializers.DateField(required=False)
    area = Visible(Area, required=False)


class BandOutput(serializers.Serializer):
    """Disputes whose highest score lay between two figures; how many turned criminal."""

    least = serializers.IntegerField()
    most = serializers.SerializerMethodField(help_text="Nothing for the last band.")
    rate = RateOutput()

    def get_most(self, band) -> int | None:
        return None if band.is_last else band.most


class WarningRecordOutput(serializers.Serializer):
    """Disputes watched long enough, against the line that warns."""

    from_on = serializers.DateField()
    until_on = serializers.DateField()
    line = serializers.IntegerField()
    turn_days = serializers.IntegerField()
    watched = serializers.IntegerField()
    missed = serializers.IntegerField()
    precision = RateOutput(help_text="Of those warned of, how many turned.")
    recall = RateOutput(help_text="Of those that turned, how many were warned of.")
    bands = BandOutput(many=True)


class WarningRecordViewSet(PolicyViewSet):
    """How often the score was right: by band, at the line, and what was missed."""

    required_permissions = {"list": "warning.figures"}
    answers = {"list": {200: WarningRecordOutput}}
    query = {"list": WarningRecordQuery}

    def list(self, request):
        asked = usual(request.user, at=timezone.now(), **self.asked_query())
        place = asked.area or request.user.home_area
        line = Book().line(place.path if place else "")
        found = judging.judge(asked, line)
        body = {
            "from_on": asked.from_on,
            "until_on": asked.until_on,
            "line": line.line,
            "turn_days": line.turn_days,
            "watched": found.watched,
            "missed": found.missed,
            "precision": found.precision,
            "recall": found.recall,
            "bands": found.bands,
        }
        return Response(WarningRecordOutput(body).data)
