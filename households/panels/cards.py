"""What the cards bring to the page of a household."""

from django.urls import reverse

from households.models import CardHandover
from households.workflow import CardStatus
from station import policy

SHOWN = 3


def of_household(request, household) -> dict | None:
    """Which card the household holds, and the way to hand one over."""
    if not policy.can(request.user, "contact_card.view", household):
        return None
    handovers = CardHandover.objects.visible_to(request.user)
    rows = handovers.filter(household=household).select_related("card", "handed_by")
    found = list(rows.order_by("-handed_at", "-pk")[:SHOWN])
    may_hand_over = household.left_on is None and policy.can(
        request.user, "contact_card.hand_over", household
    )
    return {
        "handovers": found,
        "holds_valid": any(h.card.status == CardStatus.ACTIVE for h in found),
        "hand_over_url": reverse("households:card_hand_over", args=[household.pk])
        if may_hand_over
        else "",
    }
