"""Liaison, alliances and key points over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import alliances, care_categories, key_points, liaisons
from households.api import shapes_care as shapes
from households.api.care import WORDS, CareReasonInput
from households.filters.care import (
    AllianceFilterSet,
    JointActionFilterSet,
    KeyPointFilterSet,
    LiaisonContactFilterSet,
    LiaisonFilterSet,
)
from households.models import (
    Alliance,
    AllianceMember,
    EquipmentKind,
    KeyPoint,
    LiaisonContact,
    LiaisonItem,
    Unit,
)
from households.workflow.care import ContactWay, Rhythm
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

COUNT = {"required": False, "allow_null": True, "min_value": 0, "max_value": 1_000_000}


class ContactFields(serializers.Serializer):
    """With whom, how often, and who keeps in touch."""

    name = Text(60)
    role = serializers.ChoiceField(choices=LiaisonContact.Role.choices)
    organisation = Text(120, **WORDS)
    area = Visible(Area, permission="liaison.create")
    phone = Text(30, **WORDS)
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    responsible = Visible(User)


def facts(maker, fields, data: dict):
    """The part of the input that is the record itself."""
    return maker(**{name: data[name] for name in fields if name in data})


CONTACT_FIELDS = list(ContactFields().fields)


class LiaisonContactInput(ContactFields, Input):
    """Somebody new."""


class ContactEditInput(ContactFields, VersionedInput):
    """The whole contact as it should stand."""


class LiaisonAssignInput(VersionedInput):
    responsible = Visible(User)


class LiaisonContactViewSet(ShapeViewSet):
    """With whom the station keeps in touch."""

    shape = shapes.LIAISON_CONTACTS
    filterset_class = LiaisonContactFilterSet
    required_permissions = {
        "list": "liaison.view",
        "retrieve": "liaison.view",
        "create": "liaison.create",
        "partial_update": "liaison.edit",
        "assign": "liaison.assign",
        "end": "liaison.edit",
    }
    inputs = {
        "create": LiaisonContactInput,
        "partial_update": ContactEditInput,
        "assign": LiaisonAssignInput,
        "end": VersionedInput,
    }

    def create(self, request):
        """Somebody new to keep in touch with."""
        data = self.asked()
        found = facts(liaisons.Facts, CONTACT_FIELDS, data)
        return self.make(liaisons.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole contact."""
        contact, data = self.target(), self.asked()
        found = facts(liaisons.Facts, CONTACT_FIELDS, data)
        version = data["version"]
        self.do(liaisons.edit, contact=contact, facts=found, version=version)
        return self.show(contact)

    @action(detail=True, methods=["post"])
    def assign(self, request, pk=None):
        """Somebody else keeps in touch."""
        return self.act(liaisons.assign, on="contact")

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """No longer kept up."""
        return self.act(liaisons.end, on="contact")


class AgreedInput(Input):
    what = Text(200)
    until_on = serializers.DateField()
    who = Text(60, **WORDS)
    responsible = Visible(User, required=False)


class TalkInput(Input):
    contact = Visible(LiaisonContact, permission="liaison.edit")
    way = serializers.ChoiceField(choices=ContactWay.choices)
    about = Text(2000, **WORDS)
    others = Text(200, **WORDS)
    talked_at = serializers.DateTimeField(required=False, allow_null=True)
    agreed = AgreedInput(many=True, required=False, max_length=20)
    origin = Origin()


class ItemDoneInput(Input):
    item = Visible(LiaisonItem, permission="liaison.edit")
    result = Text(200, **WORDS)


class LiaisonItemInput(Input):
    item = Visible(LiaisonItem, permission="liaison.edit")


class LiaisonViewSet(ShapeViewSet):
    """Talks, and what was agreed."""

    shape = shapes.LIAISONS
    filterset_class = LiaisonFilterSet
    required_permissions = {
        "list": "liaison.view",
        "retrieve": "liaison.view",
        "create": "liaison.create",
        "agree": "liaison.edit",
        "item_done": "liaison.edit",
        "item_reopen": "liaison.edit",
    }
    inputs = {
        "create": TalkInput,
        "agree": AgreedInput,
        "item_done": ItemDoneInput,
        "item_reopen": LiaisonItemInput,
    }
    access_fields = "about"

    def create(self, request):
        """One was in touch."""
        data = dict(self.asked())
        agreed = [liaisons.Agreed(**found) for found in data.pop("agreed", [])]
        return self.make(liaisons.talk, agreed=agreed, **data)

    @action(detail=True, methods=["post"])
    def agree(self, request, pk=None):
        """One more thing was agreed."""
        liaison = self.target()
        agreed = liaisons.Agreed(**self.asked())
        self.do(liaisons.agree, liaison=liaison, agreed=agreed)
        return self.show(liaison)

    @action(detail=True, methods=["post"], url_path="item-done")
    def item_done(self, request, pk=None):
        """What was agreed is done."""
        return self._item(liaisons.finish_item)

    @action(detail=True, methods=["post"], url_path="item-reopen")
    def item_reopen(self, request, pk=None):
        """It is still to be done."""
        return self._item(liaisons.reopen_item)

    def _item(self, function):
        liaison, data = self.target(), self.asked()
        if data["item"].liaison_id != liaison.pk:
            message = {"item": ["This belongs to another talk."]}
            raise serializers.ValidationError(message)
        self.do(function, **data)
        return self.show(liaison)


class AllianceFields(serializers.Serializer):
    """What an alliance is."""

    name = Text(80)
    kind = serializers.ChoiceField(choices=Alliance.Kind.choices)
    area = Visible(Area, permission="alliance.create")
    lead = Visible(User)
    purpose = Text(500, **WORDS)
    since_on = serializers.DateField(required=False, allow_null=True)


ALLIANCE_FIELDS = list(AllianceFields().fields)


class AllianceInput(AllianceFields, Input):
    """A new alliance."""


class AllianceEditInput(AllianceFields, VersionedInput):
    """The whole alliance as it should stand."""


class MemberInput(Input):
    organisation = Text(120, **WORDS)
    unit = Visible(Unit, required=False, allow_null=True)
    contact_name = Text(60, **WORDS)
    phone = Text(30, **WORDS)


class MemberLeaveInput(Input):
    member = Visible(AllianceMember, permission="alliance.edit")


class AllianceViewSet(ShapeViewSet):
    """The station and N others who keep a place safe together."""

    shape = shapes.ALLIANCES
    filterset_class = AllianceFilterSet
    required_permissions = {
        "list": "alliance.view",
        "retrieve": "alliance.view",
        "create": "alliance.create",
        "partial_update": "alliance.edit",
        "end": "alliance.edit",
        "join": "alliance.edit",
        "leave": "alliance.edit",
    }
    inputs = {
        "create": AllianceInput,
        "partial_update": AllianceEditInput,
        "end": CareReasonInput,
        "join": MemberInput,
        "leave": MemberLeaveInput,
    }

    def create(self, request):
        """Found an alliance."""
        found = facts(alliances.Facts, ALLIANCE_FIELDS, self.asked())
        return self.make(alliances.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole alliance."""
        alliance, data = self.target(), self.asked()
        found = facts(alliances.Facts, ALLIANCE_FIELDS, data)
        version = data["version"]
        self.do(alliances.edit, alliance=alliance, facts=found, version=version)
        return self.show(alliance)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """It is over."""
        return self.act(alliances.end, on="alliance")

    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        """An organisation joins."""
        return self.act(alliances.add_member, on="alliance")

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """An organisation leaves."""
        alliance, data = self.target(), self.asked()
        if data["member"].alliance_id != alliance.pk:
            message = {"member": ["This belongs to another alliance."]}
            raise serializers.ValidationError(message)
        self.do(alliances.remove_member, **data)
        return self.show(alliance)


class JointInput(Input):
    alliance = Visible(Alliance, permission="alliance.edit")
    title = Text(120)
    planned_at = serializers.DateTimeField()
    lead = Visible(User)
    members = VisibleMany(AllianceMember, required=False, max_length=60)


class JointFinishInput(VersionedInput):
    result = Text(500)
    done_on = serializers.DateField()
    people_count = serializers.IntegerField(**COUNT)
    found_count = serializers.IntegerField(**COUNT)
    reached_count = serializers.IntegerField(**COUNT)


class JointActionViewSet(ShapeViewSet):
    """What alliances do together."""

    shape = shapes.JOINT_ACTIONS
    filterset_class = JointActionFilterSet
    required_permissions = {
        "list": "alliance.view",
        "retrieve": "alliance.view",
        "create": "alliance.edit",
        "finish": "alliance.edit",
        "drop": "alliance.edit",
    }
    inputs = {
        "create": JointInput,
        "finish": JointFinishInput,
        "drop": CareReasonInput,
    }

    def create(self, request):
        """Plan something together."""
        return self.make(alliances.plan, **self.asked())

    @action(detail=True, methods=["post"])
    def finish(self, request, pk=None):
        """It took place, with its result."""
        joint, data = self.target(), dict(self.asked())
        version = data.pop("version")
        result = alliances.Result(**data)
        self.do(alliances.finish, action=joint, result=result, version=version)
        return self.show(joint)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """It does not take place."""
        return self.act(alliances.drop, on="action")


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
    works = serializers.BooleanField()
    tested_on = serializers.DateField(required=False, allow_null=True)
    note = Text(300, **WORDS)


class EquipmentViewSet(ShapeViewSet):
    """One-key alarms, cameras and the like, with their tests."""

    shape = shapes.EQUIPMENT
    required_permissions = {
        "list": "key_point.view",
        "retrieve": "key_point.view",
        "test": "key_point.test",
        "remove": "key_point.edit",
    }
    inputs = {"test": TestInput, "remove": VersionedInput}

    @action(detail=True, methods=["post"])
    def test(self, request, pk=None):
        """It was tried out."""
        return self.act(key_points.record_test, on="equipment")

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
