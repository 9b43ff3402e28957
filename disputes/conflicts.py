"""What keeps a mediator from a dispute (治安管理处罚法 art. 95), in words."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from disputes.models import Dispute, DisputeParty, Mediator
from disputes.workflow.intake import PartyKind
from disputes.workflow.mediators import TieKind
from households.models import Household, Resident

ARTICLE = "治安管理处罚法第九十五条"
NEXT_DOOR = 2  # house numbers stand on both sides of the street


class Conflicts:
    """The parties of one dispute, their homes and their earlier quarrels."""

    def __init__(self, dispute: Dispute) -> None:
        rows = dispute.parties.select_related("resident__household__address")
        self.parties: list[DisputeParty] = list(rows.defer("phone", "guardian_phone"))
        self.residents = {p.resident_id: p for p in self.parties if p.resident_id}
        self.homes: dict[int, tuple[Household, str]] = {
            p.resident.household_id: (p.resident.household, p.name)
            for p in self.parties
            if p.resident_id
        }
        place = dispute.household
        if place is not None and place.pk not in self.homes:
            self.homes[place.pk] = (place, place.head_name)
        self.opponents = _earlier_opponents(dispute, self.residents)

    def of(self, mediator: Mediator) -> list[str]:
        """Each reason why this person cannot mediate here; empty: none."""
        return list(
            dict.fromkeys(
                [
                    *self._as_party(mediator),
                    *self._by_ties(mediator),
                    *self._by_register(mediator),
                ]
            )
        )

    def _as_party(self, mediator: Mediator) -> Iterable[str]:
        index = Resident.index_of_phone(mediator.phone) if mediator.phone else None
        for party in self.parties:
            same_phone = index is not None and _bytes(party.phone_index) == index
            if same_phone or _same(party.resident_id, mediator.resident_id):
                yield _("is a party of this dispute")
        earlier = self.opponents.get(mediator.resident_id)
        if earlier:
            yield _("quarrelled with %(name)s before (%(number)s)") % earlier

    def _by_ties(self, mediator: Mediator) -> Iterable[str]:
        for tie in mediator.ties.all():
            name = self._tied(tie)
            if name:
                words = {"tie": TieKind(tie.kind).label, "name": name}
                yield _("%(tie)s of %(name)s") % words

    def _tied(self, tie) -> str:
        """The party a tie leads to, by name."""
        if tie.resident_id in self.residents:
            return self.residents[tie.resident_id].name
        if tie.household_id in self.homes:
            return self.homes[tie.household_id][1]
        called = tie.unit.name if tie.unit_id else tie.name
        return next((p.name for p in self.parties if called and p.name == called), "")

    def _by_register(self, mediator: Mediator) -> Iterable[str]:
        who = mediator.resident
        if who is None:
            return
        for party in self.parties:
            at_work = party.kind == PartyKind.ORGANISATION and who.employer
            if at_work and party.name == who.employer:
                yield _("works for %(name)s") % {"name": party.name}
        for home, name in self.homes.values():
            if home.pk == who.household_id:
                yield _("lives in the household of %(name)s") % {"name": name}
            elif _next_door(home.address, who.household.address):
                yield _("lives next door to %(name)s") % {"name": name}


def _earlier_opponents(dispute: Dispute, residents: dict) -> dict[int, dict]:
    """Who was a party of another dispute with one of these parties."""
    ours = DisputeParty.objects.filter(resident__in=list(residents))
    disputes = ours.exclude(dispute=dispute).values("dispute")
    found = DisputeParty.objects.filter(
        Q(resident__isnull=False) & ~Q(resident__in=list(residents)),
        dispute__in=disputes,
    )
    rows = list(found.order_by("pk").values_list("resident", "dispute__number"))
    beside = defaultdict(str)
    for number, name in ours.exclude(dispute=dispute).values_list(
        "dispute__number", "name"
    ):
        beside[number] = name
    return {
        resident: {"name": beside[number], "number": number}
        for resident, number in rows
    }


def _same(one, other) -> bool:
    return one is not None and one == other


def _bytes(value) -> bytes | None:
    return bytes(value) if value is not None else None


def _next_door(one, other) -> bool:
    """The same door, or one beside it in the same group or building."""
    if one.pk == other.pk:
        return True
    place = (one.community_id, one.group_name)
    if place != (other.community_id, other.group_name):
        return False
    doors = (_door(one.door), _door(other.door))
    return None not in doors and abs(doors[0] - doors[1]) <= NEXT_DOOR


def _door(text: str) -> int | None:
    """The last number of a door: 1单元202 is 202."""
    found = re.findall(r"\d+", text)
    return int(found[-1]) if found else None
