"""Housing (实有房屋): how the house at an address is used."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Address, Housing, Tenure
from station.actions import events
from station.actions.locking import lock
from station.errors import RuleError, StaleVersion
from station.models import User

FIELDS = ("tenure", "owner_name", "rooms", "note")


@transaction.atomic
def describe(
    *,
    address: Address,
    tenure: str,
    owner_name: str,
    rooms: int | None,
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> Housing:
    """Say how the house is used; version 0 when nothing was known of it."""
    if tenure not in Tenure.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    lock(address)
    housing = Housing.objects.filter(address=address).first()
    if housing is None:
        housing = Housing(address=address, area=address.area, version=0)
    elif housing.version != version:
        raise StaleVersion(
            _("Somebody else changed this meanwhile. Both versions are shown."),
            current=housing,
        )
    before = copy.copy(housing)
    housing.tenure, housing.rooms = tenure, rooms
    housing.owner_name, housing.note = owner_name.strip(), note.strip()
    housing.version += 1
    housing.save()
    events.record(
        kind="housing.described",
        subject=housing,
        by=by,
        at=at,
        also=[address, *address.households.all()],
        changes=events.differences(before, housing, FIELDS),
    )
    return housing
