"""When a station or community room serves people, over REST."""

from rest_framework import serializers
from rest_framework.response import Response

from households.actions import service_hours
from households.actions.service_hours import Hours
from households.api import shapes_services as shapes
from households.filters.services import HoursFilterSet, ServiceDayFilterSet
from households.models import Weekday
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area


class HoursFields(serializers.Serializer):
    """A window of the week; Monday is 0."""

    weekday = serializers.ChoiceField(choices=Weekday.choices)
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    slot_minutes = serializers.IntegerField(min_value=5, max_value=480, default=30)
    capacity = serializers.IntegerField(min_value=1, max_value=50, default=1)
    is_outside = serializers.BooleanField(default=False)


class HoursInput(HoursFields, Input):
    area = Visible(Area, permission="service_hours.edit")


class HoursEditInput(HoursFields, VersionedInput):
    """The whole window as it should stand."""


class ServiceHoursViewSet(ShapeViewSet):
    """The windows of the week in which people are served."""

    shape = shapes.HOURS
    filterset_class = HoursFilterSet
    required_permissions = {
        "list": "service_hours.view",
        "retrieve": "service_hours.view",
        "create": "service_hours.edit",
        "partial_update": "service_hours.edit",
        "destroy": "service_hours.edit",
    }
    inputs = {"create": HoursInput, "partial_update": HoursEditInput}
    answers = {"destroy": {204: None}}

    def create(self, request):
        """People are served in this window from now on."""
        data = self.asked()
        area = data.pop("area")
        return self.make(service_hours.add, area=area, hours=Hours(**data))

    def partial_update(self, request, pk=None):
        """Other hours from now on; send the whole window."""
        window, data = self.target(), self.asked()
        version = data.pop("version")
        hours = Hours(**data)
        self.do(service_hours.change, window=window, hours=hours, version=version)
        return self.show(window)

    def destroy(self, request, pk=None):
        """No more in this window; who has booked keeps the time."""
        self.do(service_hours.drop, window=self.target())
        return Response(status=204)


class ServiceDayInput(Input):
    """Closed for a reason, or open at an extra time."""

    area = Visible(Area, permission="service_hours.edit")
    day = serializers.DateField()
    reason = Text(120)
    is_open = serializers.BooleanField(default=False)
    opens = serializers.TimeField(required=False, allow_null=True)
    closes = serializers.TimeField(required=False, allow_null=True)
    slot_minutes = serializers.IntegerField(min_value=5, max_value=480, default=30)
    capacity = serializers.IntegerField(min_value=1, max_value=50, default=1)


class ServiceDayViewSet(ShapeViewSet):
    """Days that differ from their weekday."""

    shape = shapes.DAYS
    filterset_class = ServiceDayFilterSet
    required_permissions = {
        "list": "service_hours.view",
        "retrieve": "service_hours.view",
        "create": "service_hours.edit",
        "destroy": "service_hours.edit",
    }
    inputs = {"create": ServiceDayInput}
    answers = {"destroy": {204: None}}

    def create(self, request):
        """Note a day that differs, and why."""
        return self.make(service_hours.set_day, **self.asked())

    def destroy(self, request, pk=None):
        """The day is as its weekday says again."""
        self.do(service_hours.clear_day, day=self.target())
        return Response(status=204)
