"""Services and free times over REST."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households import service_slots
from households.actions import service_ends, services
from households.api import services_inputs as inputs
from households.api import shapes_services as shapes
from households.api.reveal import RevealOutput, revealed
from households.filters.services import ServiceFilterSet
from station.api.bulk import BulkMixin
from station.api.serializers import VersionedInput
from station.api.viewsets import PolicyViewSet, ShapeViewSet

AHEAD = 14


class ServiceViewSet(BulkMixin, ShapeViewSet):
    """What people asked for: by appointment, on behalf, at the door, outside hours."""

    shape = shapes.SERVICES
    list_key = "households.servicerequest"
    filterset_class = ServiceFilterSet
    required_permissions = {
        "list": "service.view",
        "retrieve": "service.view",
        "create": "service.create",
        "confirm": "service.edit",
        "move": "service.edit",
        "set_out": "service.edit",
        "serve": "service.edit",
        "cannot": "service.edit",
        "no_show": "service.edit",
        "cancel": "service.edit",
        "reassign": "service.reassign",
        "reveal": "service.reveal",
    }
    inputs = {
        "create": inputs.ServiceInput,
        "confirm": inputs.ServiceConfirmInput,
        "move": inputs.ServiceMoveInput,
        "set_out": VersionedInput,
        "serve": inputs.ServeInput,
        "cannot": inputs.CannotInput,
        "no_show": VersionedInput,
        "cancel": inputs.ReasonedInput,
        "reassign": inputs.ToInput,
        "reveal": inputs.PhoneRevealInput,
    }
    answers = {"reveal": {200: RevealOutput}}
    access_fields = "resident_name, place, note, outcome"

    def create(self, request):
        """Take a request in; a slot that is given is taken at the same moment."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        return self.make(
            services.book,
            area=data["area"],
            wish=serializer.wish(),
            assigned_to=data.get("assigned_to"),
            origin=data.get("origin"),
        )

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        """Say yes to it; a call at the door gets its time."""
        return self.act(services.confirm, on="request")

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Another time; the old one is free again."""
        return self.act(services.reschedule, on="request")

    @action(detail=True, methods=["post"], url_path="set-out")
    def set_out(self, request, pk=None):
        """Somebody is on the way."""
        return self.act(service_ends.set_out, on="request")

    @action(detail=True, methods=["post"])
    def serve(self, request, pk=None):
        """It is done."""
        return self.act(service_ends.serve, on="request")

    @action(detail=True, methods=["post"])
    def cannot(self, request, pk=None):
        """It could not be done, and why."""
        return self.act(service_ends.cannot, on="request")

    @action(detail=True, methods=["post"], url_path="no-show")
    def no_show(self, request, pk=None):
        """Who had booked did not come."""
        return self.act(service_ends.no_show, on="request")

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """The office calls it off."""
        return self.act(service_ends.cancel, on="request")

    @action(detail=True, methods=["post"])
    def reassign(self, request, pk=None):
        """Somebody else goes."""
        return self.act(services.reassign, on="request")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose that is written down."""
        return revealed(self.target(), by=request.user, **self.asked())


class SlotOutput(serializers.Serializer):
    """A time somebody may still book."""

    area = serializers.IntegerField()
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    capacity = serializers.IntegerField()
    free = serializers.IntegerField()
    kind = serializers.CharField()


class ServiceSlotViewSet(PolicyViewSet):
    """The times that are still free."""

    required_permissions = {"list": "service_hours.view"}
    query = {"list": inputs.SlotsQuery}
    answers = {"list": {200: SlotOutput(many=True)}}

    @extend_schema(parameters=[inputs.SlotsQuery])
    def list(self, request):
        """Free times for an area, by the hours of its station or community room."""
        asked = self.asked_query()
        found = service_slots.free_slots(
            asked["area"],
            at=timezone.now(),
            kind=asked.get("kind", ""),
            days=asked.get("days", AHEAD),
        )
        rows = [
            {
                "area": slot.area.pk,
                "begins_at": slot.begins_at.isoformat(),
                "ends_at": slot.ends_at.isoformat(),
                "capacity": slot.capacity,
                "free": slot.free,
                "kind": slot.kind.value,
            }
            for slot in found
        ]
        return Response(rows)
