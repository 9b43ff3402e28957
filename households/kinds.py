"""Which households are of a kind: rented, cared for, newly moved in …"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from households.models import NEW_FOR, HouseholdKind, Housing, Resident


def condition(kind: str, *, on: date) -> Q:
    """Households of this kind, as a condition on households."""
    group, _separator, code = kind.partition("_")
    if kind == HouseholdKind.NEW:
        return Q(created_at__date__gt=on - timedelta(days=NEW_FOR))
    if group == "tenure":
        return Q(
            Exists(Housing.objects.filter(address=OuterRef("address"), tenure=code))
        )
    if kind == HouseholdKind.CARED_FOR:
        return Q(cared_for())
    if group == "care":
        return Q(Exists(_living().filter(care_kinds__contains=[code])))
    if group == "residence":
        return Q(Exists(_living().filter(residence_kind=code)))
    return Q(pk__isnull=False)


def any_of(kinds, *, on: date) -> Q:
    """Households of at least one of the kinds; of every kind where none is named."""
    if not kinds or HouseholdKind.ORDINARY in kinds:
        return Q(pk__isnull=False)
    found = Q()
    for kind in kinds:
        found |= condition(kind, on=on)
    return found


def cared_for() -> Exists:
    """Somebody who is cared for lives there."""
    return Exists(_living().exclude(care_kinds=[]))


def _living():
    return Resident.objects.present().filter(household=OuterRef("pk"))
