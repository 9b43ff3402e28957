"""Disputes over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes.actions import disputes as actions
from disputes.actions import parties, tracks
from disputes.api import intake as inputs
from disputes.api import shapes
from disputes.api.assignments import MediatorVerbs
from disputes.api.closing import ClosingVerbs
from disputes.api.intake import IntakeMixin, PartyInput, party_facts
from disputes.api.law import AssessTrackInput, TrackExplainInput, TrackExplainOutput
from disputes.api.papers import PaperVerbs
from disputes.api.report import ReportVerbs
from disputes.filters.disputes import DisputeFilterSet
from disputes.workflow import Outcome
from disputes.workflow.intake import Grade
from station.api.serializers import Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import User

WORDS = {"required": False, "allow_blank": True}


class TakeUpInput(VersionedInput):
    assigned_to = Visible(User)
    grade = serializers.ChoiceField(choices=Grade.choices, required=False)


class EndInput(VersionedInput):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    result = Text(4000)


class ReopenInput(VersionedInput):
    reason = Text(300)


class PartyAddInput(VersionedInput, PartyInput):
    """One more who belongs to it."""


class PartyRemoveInput(VersionedInput):
    party = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class DisputeViewSet(
    ReportVerbs, IntakeMixin, ClosingVerbs, MediatorVerbs, PaperVerbs, ShapeViewSet
):
    """Quarrels, from the first hint to their end."""

    shape = shapes.DISPUTES
    list_key = "disputes.dispute"
    filterset_class = DisputeFilterSet
    required_permissions = {
        "list": "dispute.view",
        "retrieve": "dispute.view",
        "take_up": "dispute.edit",
        "end": "dispute.edit",
        "reopen": "dispute.edit",
        "assess_track": "track.create",
        "explain_track": "track.create",
        "add_party": "dispute.edit",
        "remove_party": "dispute.edit",
        **ReportVerbs.report_permissions,
        **ClosingVerbs.closing_permissions,
        **MediatorVerbs.mediator_permissions,
        **PaperVerbs.paper_permissions,
        **inputs.PERMISSIONS,
    }
    inputs = {
        "take_up": TakeUpInput,
        "end": EndInput,
        "reopen": ReopenInput,
        "assess_track": AssessTrackInput,
        "explain_track": TrackExplainInput,
        "add_party": PartyAddInput,
        "remove_party": PartyRemoveInput,
        **ReportVerbs.report_inputs,
        **ClosingVerbs.closing_inputs,
        **MediatorVerbs.mediator_inputs,
        **PaperVerbs.paper_inputs,
        **inputs.INPUTS,
    }
    answers = (
        {"explain_track": {200: TrackExplainOutput}}
        | ReportVerbs.report_answers
        | MediatorVerbs.mediator_answers
        | PaperVerbs.paper_answers
        | IntakeMixin.intake_answers
    )
    query = MediatorVerbs.mediator_query | PaperVerbs.paper_query
    access_fields = "party_names, summary, result"

    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request, pk=None):
        """Somebody answers for it; the time for mediating runs."""
        return self.act(actions.take_up, on="dispute")

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """How it ended."""
        return self.act(actions.end, on="dispute")

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """It broke out again, or the agreement was not kept."""
        return self.act(actions.reopen, on="dispute")

    @action(detail=True, methods=["post"], url_path="assess-track")
    def assess_track(self, request, pk=None):
        """Answer the gate; the law of the day of the event decides on the track."""
        dispute = self.target()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        self.do(
            tracks.assess,
            dispute=dispute,
            answers=asked.answers(),
            reason=said.get("reason", ""),
            version=said["version"],
        )
        return self.show(dispute)

    @action(detail=True, methods=["post"], url_path="explain-track")
    def explain_track(self, request, pk=None):
        """What the answers so far lead to, by which article; nothing is kept."""
        dispute = self.target()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        law = tracks.law_of(dispute)
        answer = tracks.explained(dispute, asked.answers(), law=law)
        return Response(TrackExplainOutput(answer).data)

    @action(detail=True, methods=["post"], url_path="add-party")
    def add_party(self, request, pk=None):
        """Somebody else belongs to it."""
        dispute, data = self.target(), self.asked()
        version = data.pop("version")
        facts = party_facts(data)
        self.do(parties.add_party, dispute=dispute, facts=facts, version=version)
        return self.show(dispute)

    @action(detail=True, methods=["post"], url_path="remove-party")
    def remove_party(self, request, pk=None):
        """Written down by mistake."""
        dispute, data = self.target(), self.asked()
        party = self.child(dispute.parties, data, "party")
        self.do(
            parties.remove_party,
            dispute=dispute,
            party=party,
            version=data["version"],
        )
        return self.show(dispute)
