"""On a dispute's page: its tier and why, what else the rules say, and its like."""

from disputes import alike, tiers
from disputes.models import Dispute
from disputes.workflow.intake import Tier
from station import policy

MOST_CHANGES = 12
TONES = {Tier.SIMPLE: "green", Tier.GENERAL: "blue", Tier.MAJOR: "amber"}


def of_tier(request, dispute: Dispute) -> dict:
    """The tier, who gave it and why; a proposal of the rules stands beside it."""
    changes = dispute.tier_changes.select_related("changed_by").order_by("-pk")
    rank = tiers.RANK[Tier(dispute.tier)]
    may_edit = dispute.is_open and policy.can(request.user, "dispute.edit", dispute)
    return {
        "dispute": dispute,
        "tone": TONES[Tier(dispute.tier)],
        "changes": list(changes[:MOST_CHANGES]),
        "proposal": tiers.assess(dispute) if dispute.proposed_tier else None,
        "goes_up": rank < tiers.RANK[Tier(dispute.proposed_tier)]
        if dispute.proposed_tier
        else False,
        "may_raise": may_edit and rank < tiers.RANK[Tier.MAJOR],
        "may_lower": may_edit and rank > tiers.RANK[Tier.SIMPLE],
        "may_keep": may_edit and bool(dispute.proposed_tier),
    }


def of_repeats(request, dispute: Dispute) -> dict | None:
    """Earlier and later ones with the same people or at the same place, in scope."""
    rows = Dispute.objects.visible_to(request.user)
    since = dispute.reported_at - alike.YEAR
    found = alike.found(alike.clues_of(dispute), rows, since=since)
    if not found:
        return None
    return {
        "dispute": dispute,
        "found": found[: alike.MOST],
        "more": max(0, len(found) - alike.MOST),
    }
