"""Records of the register as a page may ask for them: in scope, or not there."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from households.models import ContactCard, Household
from households.workflow import CardStatus
from station import policy
from station.models import Area
from station.models.area import STEP


def household_or_404(user, pk: int, permission: str = "household.view") -> Household:
    """A household the person may see and, there, may do this."""
    rows = Household.objects.visible_to(user).select_related(
        "address__community", "area", "station", "standing"
    )
    household = get_object_or_404(rows, pk=pk)
    if not policy.can(user, permission, household):
        raise Http404
    return household


def card_for(area: Area, *, user) -> ContactCard | None:
    """The valid card of the grid, else of the village, else of the station."""
    if not policy.can(user, "contact_card.hand_over"):
        return None
    above = [area.path[:end] for end in range(STEP, len(area.path) + 1, STEP)]
    cards = ContactCard.objects.filter(status=CardStatus.ACTIVE, area__path__in=above)
    return cards.order_by(F("area__path").desc()).defer("token").first()


def reveal_url(obj, field: str, *, user) -> str:
    """Where the whole number is asked for, if this person may ask."""
    if not policy.can(user, f"{obj.policy_resource}.reveal", obj):
        return ""
    try:
        return reverse("station:reveal", args=[obj._meta.label_lower, obj.pk, field])
    except NoReverseMatch:
        return ""
