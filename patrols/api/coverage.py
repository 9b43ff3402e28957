"""The weights of the need over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.api.facts import facts
from patrols.actions import needs
from patrols.api import shapes_coverage as shapes
from patrols.models import PatrolPoint
from patrols.workflow.coverage import EVERY_DAY, HOURS, NeedSource
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area

OPTIONAL = {"required": False}


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
