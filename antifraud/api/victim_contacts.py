"""Contacts with victims over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import victim_contacts as actions
from antifraud.api import shapes_cases as shapes
from antifraud.filters.cases import ContactFilterSet
from antifraud.workflow.contacts import ContactResult, Means
from households.api.facts import WORDS
from station.api.serializers import Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import User


class ContactInput(VersionedInput):
    """When, how and by whom; without ``owner`` whoever sees to the case."""

    planned_at = serializers.DateTimeField()
    means = serializers.ChoiceField(choices=Means.choices)
    owner = Visible(User, required=False, allow_null=True)


class ContactDoneInput(VersionedInput):
    result = serializers.ChoiceField(choices=ContactResult.choices)
    note = Text(2000, **WORDS)


class ContactOffInput(VersionedInput):
    reason = Text(200)


class VictimContactViewSet(ShapeViewSet):
    """When victims are asked how they are, by whom, and how it went."""

    shape = shapes.CONTACTS
    filterset_class = ContactFilterSet
    access_fields = "note"
    required_permissions = {
        "list": "fraud_case.view",
        "retrieve": "fraud_case.view",
        "move": "fraud_case.edit",
        "done": "fraud_case.edit",
        "call_off": "fraud_case.edit",
    }
    inputs = {
        "move": ContactInput,
        "done": ContactDoneInput,
        "call_off": ContactOffInput,
    }

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Another day, another way, somebody else."""
        return self.act(actions.move, on="contact")

    @action(detail=True, methods=["post"])
    def done(self, request, pk=None):
        """How it went; whoever wishes no more is never asked again."""
        return self.act(actions.note_done, on="contact")

    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """It is not needed after all."""
        return self.act(actions.call_off, on="contact")
