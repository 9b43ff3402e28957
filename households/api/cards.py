"""Contact cards, their hand-overs, and what residents send, over REST."""

from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from households.actions import cards, messages
from households.api import serializers, shapes
from households.api.reveal import RevealOutput, revealed
from households.filters.cards import (
    CardHandoverFilterSet,
    ContactCardFilterSet,
    MessageFilterSet,
)
from station.api.inputs import ReasonInput
from station.api.openapi import Single
from station.api.viewsets import ShapeViewSet

SEEN = ("message.view", "tip.view")
ANSWERED = ("message.answer", "tip.answer")


class ContactCardViewSet(ShapeViewSet):
    """Contact cards; the code behind the QR is not shown here."""

    shape = shapes.CARDS
    filterset_class = ContactCardFilterSet
    required_permissions = {
        "list": "contact_card.view",
        "retrieve": "contact_card.view",
        "create": "contact_card.create",
        "replace": "contact_card.revoke",
        "revoke": "contact_card.revoke",
        "hand_over": "contact_card.hand_over",
    }
    inputs = {
        "create": serializers.CardInput,
        "replace": ReasonInput,
        "revoke": ReasonInput,
        "hand_over": serializers.HandOverInput,
    }
    answers = {"hand_over": {201: Single(shapes.HANDOVERS)}}

    def create(self, request):
        """Give an area its code; whoever serves there answers behind it."""
        return self.make(cards.issue, **self.asked())

    @action(detail=True, methods=["post"])
    def replace(self, request, pk=None):
        """A new code for the area; answers with the new card."""
        return self.show(self.do(cards.replace, card=self.target(), **self.asked()))

    @action(detail=True, methods=["post"])
    def revoke(self, request, pk=None):
        """The code is dead at once."""
        return self.act(cards.revoke, on="card")

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """A household has the card in its hands."""
        made = self.do(cards.hand_over, card=self.target(), **self.asked())
        rows = shapes.HANDOVERS.model.objects.filter(pk=made.pk)
        return Response(shapes.HANDOVERS.one(rows, user=request.user), status=201)


class CardHandoverViewSet(ShapeViewSet):
    """Which household got which card."""

    shape = shapes.HANDOVERS
    filterset_class = CardHandoverFilterSet
    required_permissions = {
        "list": "contact_card.view",
        "retrieve": "contact_card.view",
    }


class MessageViewSet(ShapeViewSet):
    """Messages, and the tips that were given to this person."""

    shape = shapes.MESSAGES
    filterset_class = MessageFilterSet
    required_permissions = {
        "list": SEEN,
        "retrieve": SEEN,
        "answer": ANSWERED,
        "note": ("message.note", "tip.answer"),
        "reassign": ("message.reassign", "tip.reassign"),
        "close": ANSWERED,
        "reveal": ANSWERED,
    }
    inputs = {
        "answer": serializers.AnswerInput,
        "note": serializers.NoteInput,
        "reassign": serializers.MessageReassignInput,
        "close": serializers.MessageCloseInput,
        "reveal": serializers.SenderRevealInput,
    }
    answers = {"reveal": {200: RevealOutput}}
    access_fields = "text, sender"

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Write to the sender, who reads it by receipt."""
        return self.act(messages.answer, on="message")

    @action(detail=True, methods=["post"])
    def note(self, request, pk=None):
        """Write something down for colleagues."""
        return self.act(messages.add_note, on="message")

    @action(detail=True, methods=["post"])
    def reassign(self, request, pk=None):
        """Put the matter into somebody else's hands."""
        return self.act(messages.assign, on="message")

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """End the matter."""
        return self.act(messages.close, on="message")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The sender's whole phone number, for a purpose that is written down."""
        message, asked = self.target(), self.asked()
        if not message.sender_phone:
            raise ValidationError({"id": "The sender left no number."})
        area = messages.oversight_area(message)
        return revealed(
            message, by=request.user, field="sender_phone", area=area, **asked
        )
