"""What comes after the mediation, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import closing, follow_ups, reviews
from disputes.api import shapes_closing as shapes
from disputes.filters.closing import ClosingRequestFilterSet, DisputeFollowUpFilterSet
from disputes.workflow import Outcome
from disputes.workflow.closing import Channel, Occasion, Performance, Satisfaction
from disputes.workflow.intake import Danger
from station.api.serializers import Text, VersionedInput
from station.api.viewsets import ShapeViewSet

WORDS = {"required": False, "allow_blank": True}


class FollowUpPlanInput(VersionedInput):
    occasion = serializers.ChoiceField(choices=Occasion.choices)
    due_on = serializers.DateField(required=False)


class DisputeReviewInput(VersionedInput):
    words = Text(4000)
    channel = serializers.ChoiceField(choices=Channel.choices)
    published = Text(1000, **WORDS)


class ClosingAskInput(VersionedInput):
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    result = Text(4000)


class DisputeFollowUpRecordInput(VersionedInput):
    met = serializers.ListField(child=serializers.IntegerField(), min_length=1)
    performance = serializers.ChoiceField(choices=Performance.choices)
    satisfaction = serializers.ChoiceField(choices=Satisfaction.choices)
    scam_types = serializers.ListField(child=Text(40), required=False)
    handed_over = serializers.ListField(child=Text(20), required=False)
    no_briefing_reason = Text(120, **WORDS)
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Danger.choices), required=False
    )
    has_sued = serializers.BooleanField(required=False)
    words = Text(4000, **WORDS)
    again_on = serializers.DateField(required=False, allow_null=True)


class SendBackInput(VersionedInput):
    reason = Text(300)


class DisputeFollowUpViewSet(ShapeViewSet):
    """Going back to the parties: promised, and what was found."""

    shape = shapes.FOLLOW_UPS
    filterset_class = DisputeFollowUpFilterSet
    required_permissions = {
        "list": "dispute.view",
        "retrieve": "dispute.view",
        "record": "dispute.edit",
    }
    inputs = {"record": DisputeFollowUpRecordInput}
    access_fields = "words"

    @action(detail=True, methods=["post"])
    def record(self, request, pk=None):
        """Write down what was found; the follow-up is done."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        met = tuple(row.dispute.parties.filter(pk__in=data.pop("met")))
        many = ("dangers", "scam_types", "handed_over")
        lists = {name: tuple(data.pop(name, ())) for name in many}
        found = follow_ups.Found(met=met, **lists, **data)
        self.do(follow_ups.record, row=row, found=found, version=version)
        return self.show(row)


class ClosingRequestViewSet(ShapeViewSet):
    """Major disputes that wait for the chief's yes."""

    shape = shapes.CLOSING_REQUESTS
    filterset_class = ClosingRequestFilterSet
    required_permissions = {
        "list": "dispute.view",
        "retrieve": "dispute.view",
        "approve": "dispute.approve",
        "send_back": "dispute.approve",
    }
    inputs = {"approve": VersionedInput, "send_back": SendBackInput}
    access_fields = "result"

    @action(detail=True, methods=["post"])
    def approve(self, request, pk=None):
        """The chief closes the dispute."""
        return self.act(closing.approve, on="request")

    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request, pk=None):
        """Something is missing."""
        return self.act(closing.send_back, on="request")


class ClosingVerbs:
    """The verbs of a dispute after its mediation."""

    closing_permissions = {
        "plan_follow_up": "dispute.edit",
        "review": "dispute.edit",
        "ask_to_close": "dispute.edit",
    }
    closing_inputs = {
        "plan_follow_up": FollowUpPlanInput,
        "review": DisputeReviewInput,
        "ask_to_close": ClosingAskInput,
    }

    @action(detail=True, methods=["post"], url_path="plan-follow-up")
    def plan_follow_up(self, request, pk=None):
        """Promise to go back to the parties."""
        return self.act(follow_ups.plan, on="dispute")

    @action(detail=True, methods=["post"])
    def review(self, request, pk=None):
        """Look back, and make it known without names."""
        return self.act(reviews.review, on="dispute")

    @action(detail=True, methods=["post"], url_path="ask-to-close")
    def ask_to_close(self, request, pk=None):
        """Ask the chief to close a major dispute."""
        return self.act(closing.ask, on="dispute")
