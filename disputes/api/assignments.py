"""Choosing a mediator over REST: the proposal, and the verbs of a dispute."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes import proposals
from disputes.actions import assignments
from disputes.models import DisputeParty, Mediator
from station.api.serializers import Text, VersionedInput, Visible


class MediatorChoiceInput(VersionedInput):
    """Who; and why, where it is not the first proposed."""

    mediator = Visible(Mediator)
    reason = Text(500, required=False, allow_blank=True)


class MediatorObjectionInput(VersionedInput):
    """Against whom, by which party, why."""

    mediator = Visible(Mediator)
    party = Visible(DisputeParty, required=False, allow_null=True)
    reason = Text(500)


class MediatorLeaveInput(VersionedInput):
    reason = Text(500)


class ReasonOutput(serializers.Serializer):
    """One point for or against."""

    key = serializers.CharField()
    text = serializers.CharField()
    points = serializers.IntegerField()


class ProposedMediatorOutput(serializers.Serializer):
    """Somebody who may be chosen."""

    mediator = serializers.IntegerField(source="mediator.pk")
    name = serializers.CharField(source="mediator.name")
    type = serializers.CharField(source="mediator.type")
    rank = serializers.IntegerField()
    points = serializers.IntegerField()
    reasons = ReasonOutput(many=True)
    agreed = serializers.IntegerField(source="result.agreed")
    cases = serializers.IntegerField(source="result.cases")
    estimate = serializers.FloatField(source="result.estimate")
    bounds = serializers.ListField(
        source="result.bounds", child=serializers.FloatField()
    )
    load = serializers.IntegerField(source="result.load")


class ExcludedMediatorOutput(serializers.Serializer):
    """Somebody who cannot be chosen."""

    mediator = serializers.IntegerField(source="mediator.pk")
    name = serializers.CharField(source="mediator.name")
    code = serializers.CharField()
    text = serializers.CharField()


class ProposalOutput(serializers.Serializer):
    """The whole list, the best first."""

    candidates = ProposedMediatorOutput(many=True)
    excluded = ExcludedMediatorOutput(many=True)


class ProposalQuery(serializers.Serializer):
    dialect = serializers.CharField(required=False, max_length=20)


class MediatorVerbs:
    """What the disputes' resource does about mediators."""

    mediator_permissions = {
        "proposals": "dispute.assign",
        "assign_mediator": "dispute.assign",
        "choose_mediator": "dispute.assign",
        "object_mediator": "dispute.assign",
        "release_mediator": "dispute.assign",
        "recuse_mediator": "dispute.recuse",
    }
    mediator_inputs = {
        "assign_mediator": MediatorChoiceInput,
        "choose_mediator": MediatorChoiceInput,
        "object_mediator": MediatorObjectionInput,
        "release_mediator": MediatorLeaveInput,
        "recuse_mediator": MediatorLeaveInput,
    }
    mediator_answers = {"proposals": {200: ProposalOutput}}
    mediator_query = {"proposals": ProposalQuery}

    @action(detail=True, methods=["get"])
    def proposals(self, request, pk=None):
        """Who could mediate it and why, and who cannot."""
        dispute, query = self.target(), self.asked_query()
        found = proposals.propose(dispute, at=timezone.now(), **query)
        return Response(ProposalOutput(found).data)

    @action(detail=True, methods=["post"], url_path="assign-mediator")
    def assign_mediator(self, request, pk=None):
        """Give it to a mediator."""
        return self.act(assignments.assign, on="dispute")

    @action(detail=True, methods=["post"], url_path="choose-mediator")
    def choose_mediator(self, request, pk=None):
        """The parties agreed on a mediator."""
        return self.act(assignments.choose_by_parties, on="dispute")

    @action(detail=True, methods=["post"], url_path="object-mediator")
    def object_mediator(self, request, pk=None):
        """A party does not want this mediator."""
        return self.act(assignments.object_to, on="dispute")

    @action(detail=True, methods=["post"], url_path="release-mediator")
    def release_mediator(self, request, pk=None):
        """The mediator need not go on."""
        return self.act(assignments.release, on="dispute")

    @action(detail=True, methods=["post"], url_path="recuse-mediator")
    def recuse_mediator(self, request, pk=None):
        """The mediator steps back."""
        return self.act(assignments.recuse, on="dispute")
