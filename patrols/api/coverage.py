"""Coverage, gaps and the weights of the need over REST."""

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.api.facts import facts
from patrols.actions import needs
from patrols.api import shapes_coverage as shapes
from patrols.coverage import figures
from patrols.coverage.asking import PERMISSION, WEEKS, Asked, Show, home_of
from patrols.coverage.figures import Grid, Place
from patrols.coverage.gaps import gaps as gaps_of
from patrols.models import PatrolPoint
from patrols.workflow.coverage import EVERY_DAY, HOURS, NeedSource
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import PolicyViewSet, ShapeViewSet
from station.models import Area

OPTIONAL = {"required": False}
AMOUNTS = ("need", "planned", "minutes", "check_ins", "calls", "findings")


class NeedWeightFields(serializers.Serializer):
    """Minutes for each call or finding in an area, or for hours of one's own."""

    source = serializers.ChoiceField(choices=NeedSource.choices)
    area = Visible(Area, permission="need_weight.create")
    minutes = serializers.IntegerField(min_value=0, max_value=needs.MOST_MINUTES)
    title = Text(60, allow_blank=True, **OPTIONAL)
    point = Visible(PatrolPoint, allow_null=True, **OPTIONAL)
    weekdays = serializers.ListField(
        child=serializers.ChoiceField(choices=EVERY_DAY),
        max_length=len(EVERY_DAY),
        help_text="0 is Monday.",
        **OPTIONAL,
    )
    from_hour = serializers.IntegerField(min_value=0, max_value=HOURS - 1, **OPTIONAL)
    until_hour = serializers.IntegerField(min_value=1, max_value=HOURS, **OPTIONAL)
    from_on = serializers.DateField(allow_null=True, **OPTIONAL)
    until_on = serializers.DateField(allow_null=True, **OPTIONAL)


FIELDS = list(NeedWeightFields().fields)


class NeedWeightInput(NeedWeightFields, Input):
    """A new weight."""


class NeedWeightEditInput(NeedWeightFields, VersionedInput):
    """The whole weight as it should stand."""


class NeedWeightDropInput(VersionedInput):
    """Which version was read."""


class NeedWeightViewSet(ShapeViewSet):
    """How much patrol a call, a finding or an hour asks for; set by the chief."""

    shape = shapes.NEED_WEIGHTS
    required_permissions = {
        "list": "need_weight.view",
        "retrieve": "need_weight.view",
        "create": "need_weight.create",
        "partial_update": "need_weight.edit",
        "drop": "need_weight.edit",
    }
    inputs = {
        "create": NeedWeightInput,
        "partial_update": NeedWeightEditInput,
        "drop": NeedWeightDropInput,
    }
    answers = {"drop": {204: None}}

    def create(self, request):
        """Set a weight."""
        return self.make(needs.create, facts=facts(needs.Facts, FIELDS, self.asked()))

    def partial_update(self, request, pk=None):
        """Another figure; send the whole weight."""
        weight, data = self.target(), self.asked()
        found = facts(needs.Facts, FIELDS, data)
        self.do(needs.edit, weight=weight, facts=found, version=data["version"])
        return self.show(weight)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """It counts no more."""
        self.do(needs.drop, weight=self.target(), **self.asked())
        return Response(status=204)


class PatrolCoverageQuery(Input):
    area = Visible(Area, permission=PERMISSION, required=False)
    weeks = serializers.ChoiceField(choices=WEEKS, required=False)


class PatrolCoverageHourOutput(serializers.Serializer):
    """An hour of the week: minutes a week, and what happened in all."""

    hour = serializers.IntegerField(help_text="0 is Monday at midnight, 167 the last.")
    need = serializers.FloatField()
    planned = serializers.FloatField()
    minutes = serializers.FloatField()
    percent = serializers.IntegerField(allow_null=True)
    check_ins = serializers.IntegerField()
    calls = serializers.IntegerField()
    findings = serializers.IntegerField()


class PatrolCoveragePlaceOutput(serializers.Serializer):
    area = serializers.IntegerField()
    name = serializers.CharField()
    percent = serializers.IntegerField(allow_null=True)
    hours = PatrolCoverageHourOutput(many=True)


class PatrolCoverageOutput(serializers.Serializer):
    """Places × hours of the week, as the page shows them."""

    area = serializers.IntegerField()
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    weeks = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    results = PatrolCoveragePlaceOutput(many=True)


class PatrolGapOutput(serializers.Serializer):
    """Hours of the coming week whose need nobody is on the roster for."""

    area = serializers.IntegerField(source="area.pk")
    name = serializers.CharField(source="area.name")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    need = serializers.IntegerField(help_text="Minutes of patrol.")
    covered = serializers.IntegerField()
    people = serializers.IntegerField()
    place = serializers.CharField(allow_blank=True)


class PatrolGapsOutput(serializers.Serializer):
    results = PatrolGapOutput(many=True)


class PatrolCoverageViewSet(PolicyViewSet):
    """Where and when patrols are needed, planned and seen."""

    required_permissions = {"list": PERMISSION, "gaps": PERMISSION}
    answers = {"list": {200: PatrolCoverageOutput}, "gaps": {200: PatrolGapsOutput}}
    query = {"list": PatrolCoverageQuery, "gaps": PatrolCoverageQuery}

    def _grid(self) -> Grid:
        said = self.asked_query()
        area = said.pop("area", None) or home_of(self.request.user)
        if area is None:
            raise Http404
        return figures.grid(Asked(self.request.user, timezone.now(), area, **said))

    def list(self, request):
        """The figures of the heat map and of its table."""
        grid = self._grid()
        asked = grid.asked
        body = {
            "area": asked.area.pk,
            "from_on": asked.from_on,
            "until_on": asked.until_on,
            "weeks": asked.weeks,
            "percent": grid.whole.percent,
            "results": [_place(place) for place in grid.places],
        }
        return Response(PatrolCoverageOutput(body).data)

    @action(detail=False)
    def gaps(self, request):
        """The gaps of the coming week, the worst first."""
        return Response(PatrolGapsOutput({"results": gaps_of(self._grid())}).data)


def _place(place: Place) -> dict:
    return {
        "area": place.area.pk,
        "name": place.name,
        "percent": place.percent,
        "hours": [
            {
                "hour": hour,
                "percent": cell.shown(Show.SHARE),
                **{name: getattr(cell, name) for name in AMOUNTS},
            }
            for hour, cell in sorted(place.cells.items())
        ],
    }
