"""Where cards are missing, and which no longer fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from households.models import ContactCard, Household
from households.workflow import CardStatus
from station.models import Area
from station.staffing import Staffing, staffing_of


@dataclass(frozen=True)
class Row:
    """One area: its card, who answers behind it, how many households hold one."""

    area: Area
    card: ContactCard | None
    staffing: Staffing
    households: int
    held: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.held / self.households) if self.households else None

    @property
    def people(self) -> list:
        """Officer and auxiliary; of a station the chief."""
        own = [*self.staffing.officers[:1], *self.staffing.auxiliaries[:1]]
        return own or self.staffing.chiefs[:1]

    @property
    def problems(self) -> list[str]:
        """What keeps the card from being of use, in words."""
        return list(self._problems())

    def _problems(self):
        if self.card is None:
            yield _("no card")
        if not self.people:
            yield _("nobody serves here")
        for post in self.people[:1]:
            if not post.user.phone:
                yield _("%(name)s has no phone") % {"name": post.user.name}
            if post.user.photo_id is None:
                yield _("%(name)s has no photo") % {"name": post.user.name}


def rows_of(areas: list[Area], *, on: date) -> list[Row]:
    """Cards and coverage of these areas, in a fixed number of queries."""
    cards = {
        card.area_id: card
        for card in ContactCard.objects.filter(area__in=areas, status=CardStatus.ACTIVE)
    }
    figures = _figures(areas)
    return [
        Row(
            area,
            cards.get(area.pk),
            staffing,
            sum(total for path, total, _held in figures if path.startswith(area.path)),
            sum(held for path, _total, held in figures if path.startswith(area.path)),
        )
        for area, staffing in zip(areas, staffing_of(areas, on=on), strict=True)
    ]


def _figures(areas: Iterable[Area]) -> list[tuple[str, int, int]]:
    """Households and those with a valid card, by the path they lie in."""
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(area__path__startswith=area.path)
    held = Count("pk", filter=Q(standing__card_handed_at__isnull=False))
    found = Household.objects.present().filter(inside).order_by()
    figures = found.values_list("area__path").annotate(total=Count("pk"), held=held)
    return list(figures)
