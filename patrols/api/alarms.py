"""Calls for help over REST: pressed by volunteers, answered by officers."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import action

from patrols.actions import alarms as actions
from patrols.api import shapes_findings as shapes
from patrols.filters.alarms import AlarmFilterSet
from patrols.forms.alarms import FURTHEST
from patrols.models import Alarm, Volunteer
from station.api.serializers import Input, Nothing, Text, VersionedInput
from station.api.viewsets import ShapeViewSet

DEGREES = {
    "max_digits": 9,
    "decimal_places": 6,
    "required": False,
    "allow_null": True,
}


class AlarmInput(Input):
    """All of it may be missing: a call is never held up for a position."""

    latitude = serializers.DecimalField(min_value=-90, max_value=90, **DEGREES)
    longitude = serializers.DecimalField(min_value=-180, max_value=180, **DEGREES)
    accuracy_m = serializers.IntegerField(
        min_value=0, max_value=FURTHEST, required=False, allow_null=True
    )
    pressed_at = serializers.DateTimeField(required=False, allow_null=True)
    client_key = serializers.UUIDField(required=False, allow_null=True)


class AlarmSettleInput(VersionedInput):
    result = Text(2000)
    is_false = serializers.BooleanField(required=False)


class AlarmViewSet(ShapeViewSet):
    """Volunteers in need, until an officer has come."""

    shape = shapes.ALARMS
    list_key = "patrols.alarm"
    filterset_class = AlarmFilterSet
    required_permissions = {
        "list": "alarm.view",
        "retrieve": "alarm.view",
        "create": "alarm.create",
        "answer": "alarm.answer",
        "settle": "alarm.answer",
        "mistake": "alarm.create",
    }
    inputs = {
        "create": AlarmInput,
        "answer": Nothing,
        "settle": AlarmSettleInput,
        "mistake": Nothing,
    }
    access_fields = "position"

    def create(self, request):
        """Call for help in one's own name; while it rings, tell the position anew."""
        data = self.asked()
        latitude, longitude = data.pop("latitude", None), data.pop("longitude", None)
        accuracy, position = data.pop("accuracy_m", None), None
        if latitude is not None and longitude is not None:
            position = actions.Position(latitude, longitude, accuracy)
        rows = Volunteer.objects.of(request.user)
        return self.make(
            actions.press,
            volunteer=get_object_or_404(rows),
            position=position,
            **data,
        )

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """See to it; 409 where somebody does already."""
        return self.act(actions.answer, on="alarm")

    @action(detail=True, methods=["post"])
    def settle(self, request, pk=None):
        """What it was and what was done."""
        return self.act(actions.settle, on="alarm")

    @action(detail=True, methods=["post"])
    def mistake(self, request, pk=None):
        """The volunteer says it was pressed by mistake; an officer makes sure."""
        rows = Alarm.objects.filter(volunteer__user=request.user)
        alarm = get_object_or_404(rows, pk=pk)
        self.do(actions.mistake, alarm=alarm)
        return self.show(alarm)
