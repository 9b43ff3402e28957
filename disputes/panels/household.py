"""The disputes of a household, on its page."""

from disputes.models import Dispute
from station import policy

MOST = 5


def of_household(request, household) -> dict | None:
    """The newest few, if this person may see disputes there."""
    if not policy.can(request.user, "dispute.view", household):
        return None
    rows = Dispute.objects.visible_to(request.user).filter(household=household)
    found = rows.defer("summary", "result").order_by("-reported_at", "-pk")[:MOST]
    disputes = list(found)
    return {"disputes": disputes} if disputes else None
