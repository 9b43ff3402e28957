"""What care and alliances bring to the pages of households, residents and units."""

from django.urls import reverse
from django.utils import timezone

from households.actions.care_plans import has_consent
from households.models import AllianceMember, CarePlan, KeyPoint, Resident
from station import policy

MOST = 10


def of_household(request, household) -> dict | None:
    """Who is cared for here, and who should be but has no plan."""
    plans = CarePlan.objects.visible_to(request.user).live()
    plans = list(plans.filter(resident__household=household).for_list()[:MOST])
    without = _without_plan(request.user, household.residents.present())
    return _panel(request, plans, without)


def of_resident(request, resident) -> dict | None:
    """The plan of this person, or the way to one."""
    plans = CarePlan.objects.visible_to(request.user).live()
    plans = list(plans.filter(resident=resident).for_list())
    mine = Resident.objects.filter(pk=resident.pk, left_on__isnull=True)
    without = [] if plans else _without_plan(request.user, mine, anybody=True)
    return _panel(request, plans, without)


def _without_plan(user, residents, *, anybody: bool = False) -> list[Resident]:
    if not policy.can(user, "care_plan.create"):
        return []
    rows = residents.visible_to(user, "reveal").exclude(
        care_plans__status__in=["active", "paused"]
    )
    if not anybody:
        rows = rows.exclude(care_kinds=[])
    return list(rows[:MOST])


def _panel(request, plans, without) -> dict | None:
    if not plans and not without:
        return None
    today = timezone.localdate()
    return {
        "plans": plans,
        "without": [
            (person, reverse("households:care_create", args=[person.pk]))
            for person in without
        ],
        "consents": [
            (person, reverse("households:consent_create", args=[person.pk]))
            for person in without
            if not has_consent(person, on=today)
        ],
    }


def of_unit(request, unit) -> dict | None:
    """The alliances it belongs to, and whether it is a key point."""
    members = AllianceMember.objects.visible_to(request.user)
    members = list(
        members.filter(unit=unit, left_on__isnull=True).select_related("alliance")
    )
    points = list(KeyPoint.objects.visible_to(request.user).kept().filter(unit=unit))
    if not members and not points:
        return None
    return {"members": members, "points": points}
