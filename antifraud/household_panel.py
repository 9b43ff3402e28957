"""Whether a household was ever told of fraud, on its page."""

from django.urls import reverse

from antifraud.models import Briefing
from station import policy

MOST = 3


def of_household(request, household) -> dict | None:
    """The newest briefings, and the way to the next."""
    user = request.user
    if not policy.can(user, "briefing.create", household):
        return None
    rows = Briefing.objects.visible_to(user).standing().filter(household=household)
    found = rows.for_list().defer("note").order_by("-briefed_at", "-pk")[:MOST]
    url = reverse("antifraud:briefing_create")
    return {"briefings": list(found), "brief_url": f"{url}?household={household.pk}"}
