"""Door plates, their batches and sizes over REST; the codes are never shown here."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import door_plates, plate_batches, plate_sizes
from households.api import shapes_plates
from households.filters.door_plates import DoorPlateFilterSet, PlateBatchFilterSet
from households.models import Address, PlateBatch, PlateEnd, PlateSize
from station.api.bulk import BulkMixin
from station.api.serializers import (
    Input,
    Nothing,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.models import Area
from station.tasks import ring_job

WORDS = {"required": False, "allow_blank": True}


class PlateInput(Input):
    address = Visible(Address, permission="door_plate.create")


class PlateEndInput(VersionedInput):
    kind = serializers.ChoiceField(choices=PlateEnd)
    reason = Text(200, **WORDS)


class PlateMountedInput(VersionedInput):
    on = serializers.DateField()


class BatchMountedInput(Input):
    on = serializers.DateField()


class PlateBatchInput(Input):
    area = Visible(Area, permission="door_plate.create")
    size = Visible(PlateSize)
    choice = serializers.ChoiceField(choices=PlateBatch.Choice)
    addresses = VisibleMany(
        Address,
        required=False,
        max_length=2000,
        help_text="With the choice “chosen”: the doors.",
    )


class PlateSizeInput(Input):
    name = Text(60)
    width_mm = serializers.IntegerField(min_value=30, max_value=600)
    height_mm = serializers.IntegerField(min_value=20, max_value=600)
    is_on_sheets = serializers.BooleanField(default=False)
    position = serializers.IntegerField(min_value=0, max_value=9999, default=100)
    is_active = serializers.BooleanField(default=True)


class PlateSizeEditInput(VersionedInput):
    name = Text(60, required=False)
    width_mm = serializers.IntegerField(min_value=30, max_value=600, required=False)
    height_mm = serializers.IntegerField(min_value=20, max_value=600, required=False)
    is_on_sheets = serializers.BooleanField(required=False)
    position = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class DoorPlateViewSet(BulkMixin, ShapeViewSet):
    """Plates of doors; the code behind the QR is not shown here."""

    shape = shapes_plates.PLATES
    list_key = "households.doorplate"
    filterset_class = DoorPlateFilterSet
    required_permissions = {
        "list": "door_plate.view",
        "retrieve": "door_plate.view",
        "create": "door_plate.create",
        "replace": "door_plate.revoke",
        "revoke": "door_plate.revoke",
        "mounted": "door_plate.edit",
    }
    inputs = {
        "create": PlateInput,
        "replace": PlateEndInput,
        "revoke": PlateEndInput,
        "mounted": PlateMountedInput,
    }

    def create(self, request):
        """Give one door its code."""
        return self.make(door_plates.issue, **self.asked())

    @action(detail=True, methods=["post"])
    def replace(self, request, pk=None):
        """A new code for the door; answers with the new plate."""
        made = self.do(door_plates.replace, plate=self.target(), **self.asked())
        return self.show(made)

    @action(detail=True, methods=["post"])
    def revoke(self, request, pk=None):
        """The code is dead at once."""
        return self.act(door_plates.revoke, on="plate")

    @action(detail=True, methods=["post"])
    def mounted(self, request, pk=None):
        """The plate is at the door since that day."""
        return self.act(door_plates.note_mounted, on="plate")


class PlateBatchViewSet(BulkMixin, ShapeViewSet):
    """Orders of plates; the paper is the result of the order's job."""

    shape = shapes_plates.BATCHES
    list_key = "households.platebatch"
    filterset_class = PlateBatchFilterSet
    required_permissions = {
        "list": "door_plate.view",
        "retrieve": "door_plate.view",
        "create": "door_plate.create",
        "printed": "door_plate.print",
        "again": "door_plate.print",
        "mounted": "door_plate.edit",
    }
    inputs = {
        "create": PlateBatchInput,
        "printed": Nothing,
        "again": Nothing,
        "mounted": BatchMountedInput,
    }

    def create(self, request):
        """Order plates for an area; a job makes codes and paper."""
        batch = self.do(plate_batches.order, **self.asked())
        ring_job(batch.job_id)
        return self.show(batch, status=201)

    @action(detail=True, methods=["post"])
    def printed(self, request, pk=None):
        """The printer delivered."""
        return self.act(plate_batches.note_printed, on="batch")

    @action(detail=True, methods=["post"])
    def again(self, request, pk=None):
        """The paper once more, as the result of a new job of yours."""
        self.asked()
        batch = self.do(plate_batches.draw_again, batch=self.target())
        ring_job(batch.job_id)
        return self.show(batch)

    @action(detail=True, methods=["post"])
    def mounted(self, request, pk=None):
        """All valid plates of the batch are at their doors since that day."""
        batch, asked = self.target(), self.asked()
        plates = plate_batches.plates_of(batch).visible_to(request.user, "edit")
        self.do(door_plates.note_all_mounted, plates=plates, **asked)
        return self.show(batch)


class PlateSizeViewSet(ShapeViewSet):
    """The sizes in which plates are made."""

    shape = shapes_plates.SIZES
    required_permissions = {
        "list": "plate_size.view",
        "retrieve": "plate_size.view",
        "create": "plate_size.create",
        "partial_update": "plate_size.edit",
    }
    inputs = {"create": PlateSizeInput, "partial_update": PlateSizeEditInput}

    def create(self, request):
        """Add a size."""
        return self.make(plate_sizes.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Set a size right, or take it out of use."""
        return self.act(plate_sizes.edit, on="size")
