"""Other offices, what they are asked, and their own side of it, over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import referrals
from households.api import shapes_messages as shapes
from households.api.messages import ANSWERED, SEEN, WORDS, MessageReasonInput
from households.filters.inbox import OfficeFilterSet, ReferralFilterSet
from households.workflow.messages import OfficeKind
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import Area, User


class ReferralAnswerInput(VersionedInput):
    text = Text(4000, help_text="What they answered.")


class ReferralViewSet(ShapeViewSet):
    """What other offices were asked; made by `messages/{id}/refer/`."""

    shape = shapes.REFERRALS
    filterset_class = ReferralFilterSet
    required_permissions = {
        "list": SEEN,
        "retrieve": SEEN,
        "answer": ANSWERED,
        "withdraw": ANSWERED,
    }
    inputs = {"answer": ReferralAnswerInput, "withdraw": MessageReasonInput}
    access_fields = "asked, answer"

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Write down what they answered; it is the station's turn again."""
        return self.act(referrals.record_answer, on="referral")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """Take it back, with a reason."""
        return self.act(referrals.withdraw, on="referral")


class OfficeReferralViewSet(ShapeViewSet):
    """What was handed to the office of the partner who asks."""

    shape = shapes.HANDED
    required_permissions = {
        "list": "office_referral.view",
        "retrieve": "office_referral.view",
        "accept": "office_referral.answer",
        "answer": "office_referral.answer",
        "give_back": "office_referral.answer",
    }
    inputs = {
        "accept": VersionedInput,
        "answer": ReferralAnswerInput,
        "give_back": MessageReasonInput,
    }
    access_fields = "asked, answer"

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """It is ours."""
        return self.act(referrals.accept, on="referral")

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Answer the station."""
        return self.act(referrals.record_answer, on="referral")

    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request, pk=None):
        """It is not for this office."""
        return self.act(referrals.give_back, on="referral")


class OfficeInput(Input):
    station = Visible(Area, permission="office.edit")
    kind = serializers.ChoiceField(choices=OfficeKind.choices)
    title = Text(60)
    line = Text(24, **WORDS)
    usual_days = serializers.IntegerField(min_value=1, max_value=90, default=5)
    people = VisibleMany(User, required=False, max_length=60)


class OfficeEditInput(VersionedInput):
    kind = serializers.ChoiceField(choices=OfficeKind.choices, required=False)
    title = Text(60, required=False)
    line = Text(24, **WORDS)
    usual_days = serializers.IntegerField(min_value=1, max_value=90, required=False)
    is_active = serializers.BooleanField(required=False)
    people = VisibleMany(User, required=False, max_length=60)


class MessageOfficeViewSet(ShapeViewSet):
    """The offices a station hands matters to."""

    shape = shapes.OFFICES
    filterset_class = OfficeFilterSet
    required_permissions = {
        "list": "office.view",
        "retrieve": "office.view",
        "create": "office.edit",
        "partial_update": "office.edit",
    }
    inputs = {"create": OfficeInput, "partial_update": OfficeEditInput}

    def create(self, request):
        return self.make(referrals.keep_office, **self.asked())

    def partial_update(self, request, pk=None):
        office = self.target()
        names = ("station", "kind", "title", "line", "usual_days", "is_active")
        known = {name: getattr(office, name) for name in names}
        self.do(referrals.keep_office, office=office, **(known | self.asked()))
        return self.show(office)
