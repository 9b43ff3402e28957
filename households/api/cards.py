"""Contact cards, their hand-overs, and what residents send, over REST."""

from households.api import shapes
from households.filters.cards import (
    CardHandoverFilterSet,
    ContactCardFilterSet,
    MessageFilterSet,
)
from station.api.viewsets import ShapeViewSet

SEEN = ("message.view", "tip.view")


class ContactCardViewSet(ShapeViewSet):
    """Contact cards; the code behind the QR is not shown here."""

    shape = shapes.CARDS
    filterset_class = ContactCardFilterSet
    required_permissions = {
        "list": "contact_card.view",
        "retrieve": "contact_card.view",
    }


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
    required_permissions = {"list": SEEN, "retrieve": SEEN}
    access_fields = "text, sender"
