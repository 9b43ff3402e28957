"""Households: added, set right, moved to another door, gone."""

import copy
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import care_moves
from households.models import (
    Address,
    FollowUp,
    Household,
    HouseholdStanding,
    PastResidence,
    Resident,
)
from station import names
from station.actions import events
from station.actions.locking import lock
from station.actions.numbers import next_in
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "households_household_number_once_per_station"
FIELDS = ("number", "note", "address", "area", "head_name")


@transaction.atomic
def create(
    *,
    address: Address,
    by: User,
    at: datetime,
    number: str = "",
    head_name: str = "",
    note: str = "",
) -> Household:
    """Add a household behind a door; without a number it gets one of ours."""
    station = station_of(address.area)
    household = Household(
        station=station,
        area=address.area,
        address=address,
        number=number.strip() or _own_number(station),
        note=note.strip(),
    )
    _write_head(household, head_name)
    with refusing_twins(**{TWIN: _taken()}):
        household.save()
    HouseholdStanding.objects.create(household=household)
    events.record(
        kind="household.created", subject=household, by=by, at=at, also=[address]
    )
    return household


@transaction.atomic
def edit(
    *,
    household: Household,
    address: Address,
    number: str,
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> Household:
    """Set number, remark or door right; the residents go with their household."""
    after = lock(household, version=version)
    before = copy.copy(after)
    if station_of(address.area) != before.station:
        raise RuleError(_("This door lies in another station's territory."))
    if not number.strip():
        raise RuleError(_("A household needs a number."), code="no_number")
    after.number, after.note = number.strip(), note.strip()
    after.address, after.area = address, address.area
    after.version += 1
    with refusing_twins(**{TWIN: _taken()}):
        after.save()
    if before.area_id != after.area_id:
        Resident.objects.filter(household=after).update(area=after.area)
        FollowUp.objects.filter(household=after).open().update(area=after.area)
        for resident in after.residents.present().select_related("area"):
            care_moves.follow(resident=resident, by=by, at=at)
    events.record(
        kind="household.edited",
        subject=after,
        by=by,
        at=at,
        changes=events.differences(before, after, FIELDS),
    )
    return after


@transaction.atomic
def leave(
    *,
    household: Household,
    left_on: date,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Household:
    """The household moved away with everybody in it; its history stays."""
    household = lock(household, version=version)
    if household.left_on is not None:
        raise RuleError(_("This household has moved away already."), code="moved_away")
    check_left_on(left_on, at=at)
    if household.follow_ups.open().exists():
        raise RuleError(
            _("A follow-up is still open here: settle or cancel it first."),
            code="follow_up_open",
        )
    household.left_on = left_on
    household.version += 1
    household.save()
    for resident in household.residents.present():
        _leave_with_household(resident, left_on=left_on)
        care_moves.follow(resident=resident, by=by, at=at)
    events.record(
        kind="household.left",
        subject=household,
        by=by,
        at=at,
        changes={"left_on": [None, left_on.isoformat()]},
        note=reason,
    )
    refresh(household)
    return household


def check_left_on(left_on: date, *, at: datetime) -> None:
    """Nobody leaves in the future."""
    if left_on > timezone.localdate(at):
        raise RuleError(_("The day cannot lie in the future."), code="future")


def station_of(area: Area) -> Area:
    """The station an area belongs to."""
    found = Area.objects.above(area).filter(kind=Area.Kind.STATION).first()
    if found is None:
        raise RuleError(_("No police station answers for this area yet."))
    return found


def refresh(household: Household) -> None:
    """Head and number of residents, as the lists show them.

    Without a head somebody who lives there gives the name.
    """
    present = household.residents.present()
    named = present.filter(relation="head").first() or present.order_by("pk").first()
    if named is not None and named.name != household.head_name:
        _write_head(household, named.name)
        Household.objects.filter(pk=household.pk).update(
            head_name=household.head_name, head_sort=household.head_sort
        )
    count = present.count()
    standing = HouseholdStanding.objects.filter(household=household)
    if not standing.update(resident_count=count):
        HouseholdStanding.objects.create(household=household, resident_count=count)


def _leave_with_household(resident: Resident, *, left_on: date) -> None:
    resident.left_on = left_on
    resident.version += 1
    resident.save(update_fields=["left_on", "version", "updated_at"])
    PastResidence.objects.create(
        resident=resident, household=resident.household, until_on=left_on
    )


def _write_head(household: Household, name: str) -> None:
    household.head_name = names.normalise(name)
    household.head_sort = names.pinyin(household.head_name)[:160]


def _own_number(station: Area) -> str:
    return f"L{next_in(f'household-{station.pk}'):06d}"


def _taken() -> str:
    return _("Another household of this station has this number.")
