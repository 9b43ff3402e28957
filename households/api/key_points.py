"""Key points, their equipment and its tests, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import care_categories, key_points
from households.api import shapes_care as shapes
from households.api.facts import WORDS, facts, photos
from households.filters.care import KeyPointFilterSet
from households.filters.equipment import EquipmentFilterSet
from households.models import EquipmentKind, KeyPoint, Unit
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area


class KeyPointFields(serializers.Serializer):
    """What and where a key point is."""

    name = Text(120)
    kind = serializers.ChoiceField(choices=KeyPoint.Kind.choices)
    area = Visible(Area, permission="key_point.create")
    unit = Visible(Unit, required=False, allow_null=True)
    remark = Text(300, **WORDS)


KEY_POINT_FIELDS = list(KeyPointFields().fields)


class KeyPointInput(KeyPointFields, Input):
    """A new key point."""


class KeyPointEditInput(KeyPointFields, VersionedInput):
    """The whole key point as it should stand."""


class EquipmentInput(Input):
    kind = serializers.PrimaryKeyRelatedField(queryset=EquipmentKind.objects.all())
    since_on = serializers.DateField()
    camera_count = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=9999
    )
    covers = Text(200, **WORDS)


class KeyPointViewSet(ShapeViewSet):
    """Places that must be safe at any hour, and their equipment."""

    shape = shapes.KEY_POINTS
    list_key = "households.keypoint"
    filterset_class = KeyPointFilterSet
    required_permissions = {
        "list": "key_point.view",
        "retrieve": "key_point.view",
        "create": "key_point.create",
        "partial_update": "key_point.edit",
        "close": "key_point.edit",
        "equipment": "key_point.edit",
    }
    inputs = {
        "create": KeyPointInput,
        "partial_update": KeyPointEditInput,
        "close": VersionedInput,
        "equipment": EquipmentInput,
    }

    def create(self, request):
        """Add a key point."""
        found = facts(key_points.Facts, KEY_POINT_FIELDS, self.asked())
        return self.make(key_points.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole key point."""
        point, data = self.target(), self.asked()
        found = facts(key_points.Facts, KEY_POINT_FIELDS, data)
        version = data["version"]
        self.do(key_points.edit, key_point=point, facts=found, version=version)
        return self.show(point)

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """No longer one."""
        return self.act(key_points.close, on="key_point")

    @action(detail=True, methods=["post"])
    def equipment(self, request, pk=None):
        """There is an alarm or there are cameras."""
        return self.act(key_points.add_equipment, on="key_point")


class TestInput(VersionedInput):
    """What was found; with photos as multipart form data."""

    works = serializers.BooleanField()
    tested_on = serializers.DateField(required=False, allow_null=True)
    note = Text(300, **WORDS)
    photos = photos(required=False)


class EquipmentViewSet(ShapeViewSet):
    """One-key alarms, cameras and the like, with their tests."""

    shape = shapes.EQUIPMENT
    filterset_class = EquipmentFilterSet
    required_permissions = {
        "list": "key_point.view",
        "retrieve": "key_point.view",
        "test": "key_point.test",
        "remove": "key_point.edit",
    }
    takes_files = frozenset({"test"})
    inputs = {"test": TestInput, "remove": VersionedInput}

    @action(detail=True, methods=["post"])
    def test(self, request, pk=None):
        """It was tried out."""
        equipment, data = self.target(), self.asked()
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(key_points.record_test, equipment=equipment, files=stored, **data)
        return self.show(equipment)

    @action(detail=True, methods=["post"])
    def remove(self, request, pk=None):
        """It is no longer there."""
        return self.act(key_points.remove_equipment, on="equipment")


class EquipmentKindFields(serializers.Serializer):
    name = Text(40)
    name_en = serializers.CharField(max_length=60, allow_blank=True)
    cycle_days = serializers.IntegerField(min_value=1, max_value=366)
    retest_days = serializers.IntegerField(min_value=1, max_value=90)
    has_cameras = serializers.BooleanField()
    is_active = serializers.BooleanField()


class EquipmentKindInput(EquipmentKindFields, Input):
    code = serializers.SlugField(max_length=20)


class EquipmentKindEditInput(EquipmentKindFields, VersionedInput):
    """The whole kind as it should stand."""


class EquipmentKindViewSet(ShapeViewSet):
    """The office's kinds of equipment."""

    shape = shapes.EQUIPMENT_KINDS
    required_permissions = {
        "list": "equipment_kind.view",
        "retrieve": "equipment_kind.view",
        "create": "equipment_kind.edit",
        "partial_update": "equipment_kind.edit",
    }
    inputs = {"create": EquipmentKindInput, "partial_update": EquipmentKindEditInput}

    def create(self, request):
        """A kind the office adds."""
        return self.make(care_categories.create_equipment, **self.asked())

    def partial_update(self, request, pk=None):
        """Set right, or out of use."""
        return self.act(care_categories.edit, on="category")
