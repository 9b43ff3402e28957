"""A visit written down without signal, when something changed at the desk meanwhile.

Nothing is merged in silence: the phone gets what stands now, shows both, and the
officer decides. A conflict is what the officer relied on at the door: the household
itself (door, head, number, moved away), who was met, the promise that is settled, the
card that was left. What was merely added meanwhile is none.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from households.models import ContactCard, FollowUp, Household, Resident
from households.workflow import CardStatus
from station.actions.locking import lock
from station.errors import StaleVersion
from station.models import User


class HouseholdChanged(StaleVersion):
    """Somebody changed meanwhile what the visit relies on; ``values`` stand now."""

    def __init__(self, *, current: Household, values: dict) -> None:
        super().__init__(
            _("This household was changed meanwhile. Both versions are shown."),
            current=current,
        )
        self.code = "stale"
        self.values = values


def check(
    *,
    household: Household,
    version: int,
    visited_on: date,
    people_met: Collection[Resident],
    settles: FollowUp | None,
    card: ContactCard | None,
    by: User,
) -> Household:
    """The household, locked; raises HouseholdChanged when something moved."""
    current = lock(household)
    holds = (
        current.version == version
        and all(_lived_here(person, current, on=visited_on) for person in people_met)
        and (settles is None or settles.is_open)
        and (card is None or card.status == CardStatus.ACTIVE)
    )
    if not holds:
        raise refusal(household=current, by=by, settles=settles, card=card)
    return current


def _lived_here(person: Resident, household: Household, *, on: date) -> bool:
    """Who left on the day of the visit or later was still met at this door."""
    return (
        person.household_id == household.pk
        and person.merged_into_id is None
        and (person.left_on is None or person.left_on >= on)
    )


def refusal(
    *,
    household: Household,
    by: User,
    settles: FollowUp | None = None,
    card: ContactCard | None = None,
) -> HouseholdChanged:
    """What the phone is told: the values that it may have shown, as they are now."""
    values = values_of(household, by=by)
    values |= {"settled": _settled(settles), "card": _ended(card)}
    return HouseholdChanged(current=household, values=values)


def values_of(household: Household, *, by: User) -> dict:
    """What a stop of the round says of a household, as of now."""
    open_here = FollowUp.objects.visible_to(by, "edit").open()
    return {
        "version": household.version,
        "number": household.number,
        "head_name": household.head_name,
        "address": household.address.text,
        "left_on": household.left_on.isoformat() if household.left_on else None,
        "residents": _people(household.residents.present().order_by("pk")),
        "follow_ups": list(
            open_here.filter(household=household, record_kind="")
            .order_by("due_at")
            .values_list("pk", flat=True)
        ),
    }


def _people(residents: Sequence[Resident]) -> list[dict]:
    return [{"id": person.pk, "name": person.name} for person in residents]


def _ended(card: ContactCard | None) -> dict | None:
    """The card that was left, where it is no longer valid."""
    if card is None or card.status == CardStatus.ACTIVE:
        return None
    return {
        "id": card.pk,
        "status": card.status,
        "status_display": card.get_status_display(),
    }


def _settled(follow_up: FollowUp | None) -> dict | None:
    """Who was quicker, where somebody was."""
    if follow_up is None or follow_up.is_open:
        return None
    return {
        "id": follow_up.pk,
        "status": follow_up.status,
        "status_display": follow_up.get_status_display(),
        "settled_by": follow_up.settled_by.name if follow_up.settled_by else None,
        "settled_at": follow_up.settled_at.isoformat(),
    }
