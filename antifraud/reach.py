"""Who was told of fraud, and who never was: figures by village."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from antifraud.models import Briefing
from households.models import Advice, Household, Visit
from station import policy
from station.models import Area


@dataclass(frozen=True)
class Reached:
    """Of how many households present how many were ever briefed."""

    area: Area
    briefed: int
    total: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.briefed / self.total) if self.total else None

    @property
    def never(self) -> int:
        return self.total - self.briefed


def with_briefed(rows):
    """Households with ``is_briefed``: a briefing, or fraud advice in a visit."""
    briefings = Briefing.objects.standing().filter(household=OuterRef("pk"))
    visits = Visit.objects.confirmed().filter(
        household=OuterRef("pk"), advice__contains=[Advice.FRAUD]
    )
    return rows.annotate(is_briefed=Exists(briefings) | Exists(visits))


def by_village(user) -> list[Reached]:
    """Every village in scope, worst first; one query for all of them."""
    homes = Household.objects.visible_to(user).filter(left_on=None)
    rows = (
        with_briefed(homes)
        .values("address__community_id")
        .annotate(total=Count("pk"), briefed=Count("pk", filter=Q(is_briefed=True)))
        .order_by()
    )
    found = {row["address__community_id"]: row for row in rows}
    areas = Area.objects.in_bulk(found)
    reached = [
        Reached(areas[pk], row["briefed"], row["total"]) for pk, row in found.items()
    ]
    return sorted(reached, key=lambda one: (one.percent, one.area.path))


def never_briefed(user):
    """The households nobody has told yet."""
    if not policy.can(user, "briefing.view"):
        return Household.objects.none()
    homes = Household.objects.visible_to(user).filter(left_on=None)
    return with_briefed(homes).filter(is_briefed=False)
