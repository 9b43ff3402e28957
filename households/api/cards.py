"""Contact cards and their hand-overs, over REST."""

from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import cards
from households.api import serializers, shapes
from households.filters.cards import (
    CardHandoverFilterSet,
    ContactCardFilterSet,
)
from station.api.bulk import BulkMixin
from station.api.inputs import ReasonInput
from station.api.openapi import Single
from station.api.viewsets import ShapeViewSet


class ContactCardViewSet(BulkMixin, ShapeViewSet):
    """Contact cards; the code behind the QR is not shown here."""

    shape = shapes.CARDS
    list_key = "households.contactcard"
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
