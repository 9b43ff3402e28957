"""What is owed by agreements, and their judicial confirmation, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import breaches
from disputes.actions import confirmations as confirming
from disputes.actions import obligations as actions
from disputes.api import shapes_agreements as shapes
from disputes.filters.obligations import ConfirmationFilterSet, ObligationFilterSet
from disputes.models import Agreement
from disputes.workflow.agreements import Obstacle
from households.api.facts import photos
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet

WORDS = {"required": False, "allow_blank": True}


class KeepInput(VersionedInput):
    """It was done; with photos of the proof as multipart form data."""

    kept_on = serializers.DateField()
    remark = Text(500, **WORDS)
    photos = photos(required=False)


class BreakInput(VersionedInput):
    broken_on = serializers.DateField()
    reason = Text(1000)


class WaiveInput(VersionedInput):
    reason = Text(500)


class ChangeDueInput(VersionedInput):
    due_on = serializers.DateField()
    reason = Text(300)
    both_agree = serializers.BooleanField()


class ObligationViewSet(ShapeViewSet):
    """Who owes what by when, the soonest first."""

    shape = shapes.OBLIGATIONS
    list_key = "disputes.obligation"
    filterset_class = ObligationFilterSet
    required_permissions = {
        "list": "obligation.view",
        "retrieve": "obligation.view",
        "keep": "obligation.edit",
        "break_": "obligation.edit",
        "waive": "obligation.edit",
        "change_due": "obligation.edit",
    }
    takes_files = frozenset({"keep"})
    inputs = {
        "keep": KeepInput,
        "break_": BreakInput,
        "waive": WaiveInput,
        "change_due": ChangeDueInput,
    }
    access_fields = "what, note"

    @action(detail=True, methods=["post"])
    def keep(self, request, pk=None):
        """It was done."""
        obligation, data = self.target(), self.asked()
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(actions.keep, obligation=obligation, files=stored, **data)
        return self.show(obligation)

    @action(detail=True, methods=["post"], url_path="break")
    def break_(self, request, pk=None):
        """It was not done: the agreement is broken."""
        return self.act(breaches.break_, on="obligation")

    @action(detail=True, methods=["post"])
    def waive(self, request, pk=None):
        """The other side lets it go."""
        return self.act(actions.waive, on="obligation")

    @action(detail=True, methods=["post"], url_path="change-due")
    def change_due(self, request, pk=None):
        """Both sides agree on another day."""
        return self.act(actions.change_due, on="obligation")


class ConfirmationInput(Input):
    """Both parties apply together; ``obstacles`` are what was found to stand in the way."""

    agreement = Visible(Agreement, permission="agreement.decide")
    court = Text(80)
    applied_on = serializers.DateField()
    both_apply = serializers.BooleanField()
    obstacles = serializers.ListField(
        child=serializers.ChoiceField(choices=Obstacle.choices),
        max_length=len(Obstacle),
    )


class ConfirmationAnswerInput(VersionedInput):
    is_accepted = serializers.BooleanField()
    answered_on = serializers.DateField()
    case_number = Text(60, **WORDS)
    reason = Text(2000, **WORDS)


class ConfirmationRuleInput(VersionedInput):
    is_confirmed = serializers.BooleanField()
    ruled_on = serializers.DateField()
    reason = Text(2000, **WORDS)


class ConfirmationWithdrawInput(VersionedInput):
    reason = Text(300)


class JudicialConfirmationViewSet(ShapeViewSet):
    """Applications to the court, from the day both parties asked to the ruling."""

    shape = shapes.CONFIRMATIONS
    filterset_class = ConfirmationFilterSet
    required_permissions = {
        "list": "agreement.view",
        "retrieve": "agreement.view",
        "create": "agreement.decide",
        "answer": "agreement.decide",
        "rule": "agreement.decide",
        "withdraw": "agreement.decide",
    }
    inputs = {
        "create": ConfirmationInput,
        "answer": ConfirmationAnswerInput,
        "rule": ConfirmationRuleInput,
        "withdraw": ConfirmationWithdrawInput,
    }
    access_fields = "reason"

    def create(self, request):
        """Both parties ask the court together."""
        data = self.asked()
        agreement = data.pop("agreement")
        data["obstacles"] = tuple(data["obstacles"])
        return self.make(
            confirming.apply,
            agreement=agreement,
            application=confirming.Application(**data),
        )

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """The court takes it, or says why not."""
        return self.act(confirming.answer, on="confirmation")

    @action(detail=True, methods=["post"])
    def rule(self, request, pk=None):
        """What the court ruled."""
        return self.act(confirming.rule, on="confirmation")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """The parties take it back."""
        return self.act(confirming.withdraw, on="confirmation")
