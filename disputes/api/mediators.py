"""Mediators and committees over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import committees, mediators
from disputes.api import shapes_mediators as shapes
from disputes.filters.mediators import CommitteeFilterSet, MediatorFilterSet
from disputes.models import CommitteeMember, Mediator, MediatorAbsence, MediatorTie
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import (
    Background,
    CommitteeKind,
    Seat,
    Sex,
    TieKind,
)
from households.api.facts import WORDS, facts
from households.api.reveal import LookInput, RevealOutput, revealed
from households.models import Household, Resident, Unit
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

OPTIONAL = {"required": False, "allow_null": True}


class MediatorFields(serializers.Serializer):
    """Who mediates, what for, how long."""

    name = Text(60)
    area = Visible(Area, permission="mediator.edit")
    type = serializers.ChoiceField(choices=MediatorType.choices)
    from_on = serializers.DateField()
    until_on = serializers.DateField(**OPTIONAL)
    phone = Text(30, **WORDS)
    background = serializers.ChoiceField(choices=Background.choices, required=False)
    occupation = Text(60, **WORDS)
    is_full_time = serializers.BooleanField(required=False)
    is_volunteer = serializers.BooleanField(required=False)
    skills = Text(200, **WORDS)
    fields = serializers.ListField(
        child=serializers.SlugField(max_length=24), required=False, max_length=40
    )
    dialects = serializers.ListField(child=Text(20), required=False, max_length=10)
    areas = VisibleMany(Area, required=False, max_length=40)
    user = Visible(User, **OPTIONAL)
    resident = Visible(Resident, **OPTIONAL)


MEDIATOR_FIELDS = list(MediatorFields().fields)


class MediatorInput(MediatorFields, Input):
    """A new mediator."""


class MediatorEditInput(MediatorFields, VersionedInput):
    """The whole mediator as it should stand."""


class TermEndInput(VersionedInput):
    on = serializers.DateField()
    reason = Text(200)


class TrainingInput(Input):
    held_on = serializers.DateField()
    topic = Text(120)
    hours = serializers.DecimalField(max_digits=4, decimal_places=1, min_value=0)


class MediatorAbsenceInput(Input):
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    reason = Text(120, **WORDS)


class AbsenceCancelInput(Input):
    absence = Visible(MediatorAbsence, permission="mediator.absent")


class TieInput(Input):
    """One of resident, household, unit and name."""

    kind = serializers.ChoiceField(choices=TieKind.choices)
    resident = Visible(Resident, **OPTIONAL)
    household = Visible(Household, **OPTIONAL)
    unit = Visible(Unit, **OPTIONAL)
    name = Text(120, **WORDS)
    note = Text(200, **WORDS)


class TieRemoveInput(Input):
    tie = Visible(MediatorTie, permission="mediator.edit")


def _of(row, mediator: Mediator, name: str):
    """A row of this mediator, else as if it were not there."""
    if row.mediator_id != mediator.pk:
        message = serializers.PrimaryKeyRelatedField.default_error_messages
        text = message["does_not_exist"].format(pk_value=row.pk)
        raise serializers.ValidationError({name: [text]})
    return row


class MediatorViewSet(ShapeViewSet):
    """Who mediates for the station."""

    shape = shapes.MEDIATORS
    list_key = "disputes.mediator"
    filterset_class = MediatorFilterSet
    access_fields = "name, phone_masked"
    required_permissions = {
        "list": "mediator.view",
        "retrieve": "mediator.view",
        "create": "mediator.create",
        "partial_update": "mediator.edit",
        "end": "mediator.edit",
        "train": "mediator.edit",
        "absent": "mediator.absent",
        "back": "mediator.absent",
        "bind": "mediator.edit",
        "unbind": "mediator.edit",
        "reveal": "mediator.reveal",
    }
    inputs = {
        "create": MediatorInput,
        "partial_update": MediatorEditInput,
        "end": TermEndInput,
        "train": TrainingInput,
        "absent": MediatorAbsenceInput,
        "back": AbsenceCancelInput,
        "bind": TieInput,
        "unbind": TieRemoveInput,
        "reveal": LookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

    def create(self, request):
        """Take somebody on."""
        found = facts(mediators.Facts, MEDIATOR_FIELDS, self.asked())
        return self.make(mediators.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole mediator."""
        mediator, data = self.target(), self.asked()
        found = facts(mediators.Facts, MEDIATOR_FIELDS, data)
        version = data["version"]
        self.do(mediators.edit, mediator=mediator, facts=found, version=version)
        return self.show(mediator)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """The term of office ends."""
        return self.act(mediators.end_term, on="mediator")

    @action(detail=True, methods=["post"])
    def train(self, request, pk=None):
        """A course was attended."""
        return self.act(mediators.add_training, on="mediator")

    @action(detail=True, methods=["post"])
    def absent(self, request, pk=None):
        """On these days nobody proposes them."""
        return self.act(mediators.add_absence, on="mediator")

    @action(detail=True, methods=["post"])
    def back(self, request, pk=None):
        """An absence is taken back."""
        mediator = self.target()
        absence = _of(self.asked()["absence"], mediator, "absence")
        self.do(mediators.cancel_absence, absence=absence)
        return self.show(mediator)

    @action(detail=True, methods=["post"])
    def bind(self, request, pk=None):
        """Whom they cannot mediate for."""
        return self.act(mediators.add_tie, on="mediator")

    @action(detail=True, methods=["post"])
    def unbind(self, request, pk=None):
        """A tie is taken off."""
        mediator = self.target()
        tie = _of(self.asked()["tie"], mediator, "tie")
        self.do(mediators.remove_tie, tie=tie)
        return self.show(mediator)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose."""
        mediator, look = self.target(), self.asked()
        return revealed(mediator, by=request.user, field="phone", **look)


class CommitteeFields(serializers.Serializer):
    """What a committee is; without an end its term lasts as long as the law lets it."""

    name = Text(100)
    kind = serializers.ChoiceField(choices=CommitteeKind.choices)
    area = Visible(Area, permission="committee.edit")
    from_on = serializers.DateField()
    until_on = serializers.DateField(**OPTIONAL)
    seal_name = Text(100, **WORDS)
    is_multi_ethnic = serializers.BooleanField(required=False)


COMMITTEE_FIELDS = list(CommitteeFields().fields)


class CommitteeInput(CommitteeFields, Input):
    """A new committee."""


class CommitteeEditInput(CommitteeFields, VersionedInput):
    """The whole committee as it should stand."""


class SeatInput(Input):
    """Somebody of the register, or by name."""

    seat = serializers.ChoiceField(choices=Seat.choices)
    sex = serializers.ChoiceField(choices=Sex.choices)
    name = Text(60, **WORDS)
    mediator = Visible(Mediator, **OPTIONAL)
    is_minority = serializers.BooleanField(required=False)
    is_chair = serializers.BooleanField(required=False)
    from_on = serializers.DateField(**OPTIONAL)


class SeatLeaveInput(Input):
    member = Visible(CommitteeMember, permission="committee.edit")


class CommitteeViewSet(ShapeViewSet):
    """Mediation committees and who sits on them."""

    shape = shapes.COMMITTEES
    list_key = "disputes.committee"
    filterset_class = CommitteeFilterSet
    required_permissions = {
        "list": "committee.view",
        "retrieve": "committee.view",
        "create": "committee.create",
        "partial_update": "committee.edit",
        "join": "committee.edit",
        "leave": "committee.edit",
    }
    inputs = {
        "create": CommitteeInput,
        "partial_update": CommitteeEditInput,
        "join": SeatInput,
        "leave": SeatLeaveInput,
    }

    def create(self, request):
        """Write a committee down."""
        found = facts(committees.Facts, COMMITTEE_FIELDS, self.asked())
        return self.make(committees.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole committee."""
        committee, data = self.target(), self.asked()
        found = facts(committees.Facts, COMMITTEE_FIELDS, data)
        version = data["version"]
        self.do(committees.edit, committee=committee, facts=found, version=version)
        return self.show(committee)

    @action(detail=True, methods=["post"])
    def join(self, request, pk=None):
        """Somebody takes a seat."""
        committee = self.target()
        seat = committees.MemberFacts(**self.asked())
        self.do(committees.add_member, committee=committee, facts=seat)
        return self.show(committee)

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """Somebody leaves."""
        committee, member = self.target(), self.asked()["member"]
        if member.committee_id != committee.pk:
            message = serializers.PrimaryKeyRelatedField.default_error_messages
            text = message["does_not_exist"].format(pk_value=member.pk)
            raise serializers.ValidationError({"member": [text]})
        self.do(committees.remove_member, member=member)
        return self.show(committee)
