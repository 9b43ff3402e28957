"""Alliances and what they do together, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import alliances
from households.api import shapes_care as shapes
from households.api.care import CareReasonInput
from households.api.facts import WORDS, facts, photos
from households.api.reveal import LookInput, RevealOutput, revealed
from households.filters.care import AllianceFilterSet, JointActionFilterSet
from households.models import Alliance, AllianceMember, Unit
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

COUNT = {"required": False, "allow_null": True, "min_value": 0, "max_value": 1_000_000}


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


class MemberLookInput(LookInput):
    member = Visible(AllianceMember, permission="alliance.reveal")


class AllianceViewSet(ShapeViewSet):
    """The station and N others who keep a place safe together."""

    shape = shapes.ALLIANCES
    list_key = "households.alliance"
    filterset_class = AllianceFilterSet
    required_permissions = {
        "list": "alliance.view",
        "retrieve": "alliance.view",
        "create": "alliance.create",
        "partial_update": "alliance.edit",
        "end": "alliance.edit",
        "join": "alliance.edit",
        "leave": "alliance.edit",
        "reveal": "alliance.reveal",
    }
    inputs = {
        "create": AllianceInput,
        "partial_update": AllianceEditInput,
        "end": CareReasonInput,
        "join": MemberInput,
        "leave": MemberLeaveInput,
        "reveal": MemberLookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

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
        self.do(alliances.remove_member, member=self._member(alliance, data))
        return self.show(alliance)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """A member's whole phone number, for a purpose that is written down."""
        alliance, look = self.target(), self.asked()
        member = self._member(alliance, look)
        return revealed(member, by=request.user, field="phone", **look)

    def _member(self, alliance, data: dict) -> AllianceMember:
        member = data.pop("member")
        if member.alliance_id != alliance.pk:
            message = {"member": ["This belongs to another alliance."]}
            raise serializers.ValidationError(message)
        return member


class JointInput(Input):
    alliance = Visible(Alliance, permission="alliance.edit")
    title = Text(120)
    planned_at = serializers.DateTimeField()
    lead = Visible(User)
    members = VisibleMany(AllianceMember, required=False, max_length=60)


class JointFinishInput(VersionedInput):
    """What came of it; with photos as multipart form data."""

    result = Text(500)
    done_on = serializers.DateField()
    people_count = serializers.IntegerField(**COUNT)
    found_count = serializers.IntegerField(**COUNT)
    reached_count = serializers.IntegerField(**COUNT)
    photos = photos(required=False)


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
    takes_files = frozenset({"finish"})
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
        version, files = data.pop("version"), data.pop("photos", [])
        with attachments.stored_pictures(files) as stored:
            self.do(
                alliances.finish,
                action=joint,
                result=alliances.Result(**data),
                version=version,
                files=stored,
            )
        return self.show(joint)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """It does not take place."""
        return self.act(alliances.drop, on="action")
