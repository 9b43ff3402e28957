"""Standard addresses: one row a door, written as the office writes it."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Address, Household, Resident
from station.actions import events
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "households_address_once_per_community"
FIELDS = ("area", "group_name", "door", "text", "latitude", "longitude")


def community_of(area: Area) -> Area:
    """The village or community a grid lies in, or the area itself."""
    if area.kind == Area.Kind.GRID:
        return area.parent
    if area.kind != Area.Kind.COMMUNITY:
        raise RuleError(_("An address lies in a village, a community or a grid."))
    return area


def text_of(community: Area, group_name: str, door: str) -> str:
    """The address in full, as it stands on letters."""
    return f"{community.name}{group_name}{door}"


def find(*, area: Area, group_name: str, door: str) -> Address | None:
    """The address of this door, if the register has it."""
    return Address.objects.filter(
        community=community_of(area),
        group_name=group_name.strip(),
        door=door.strip(),
    ).first()


@transaction.atomic
def create(
    *,
    area: Area,
    group_name: str,
    door: str,
    by: User,
    at: datetime,
    latitude=None,
    longitude=None,
) -> Address:
    """Add a door to the register."""
    community = community_of(area)
    group_name, door = group_name.strip(), door.strip()
    _check_door(door)
    _check_position(latitude, longitude)
    with refusing_twins(**{TWIN: _("This door is in the register already.")}):
        address = Address.objects.create(
            community=community,
            area=area,
            group_name=group_name,
            door=door,
            text=text_of(community, group_name, door),
            latitude=latitude,
            longitude=longitude,
        )
    events.record(kind="address.created", subject=address, by=by, at=at)
    return address


@transaction.atomic
def edit(
    *,
    address: Address,
    area: Area,
    group_name: str,
    door: str,
    version: int,
    by: User,
    at: datetime,
    latitude=None,
    longitude=None,
) -> Address:
    """Set an address right; who lives there goes with it into another grid."""
    after = lock(address, version=version)
    before = copy.copy(after)
    _check_door(door.strip())
    _check_position(latitude, longitude)
    if community_of(area) != before.community:
        raise RuleError(_("A door cannot wander into another village."))
    after.area, after.group_name, after.door = area, group_name.strip(), door.strip()
    after.latitude, after.longitude = latitude, longitude
    after.text = text_of(after.community, after.group_name, after.door)
    after.version += 1
    with refusing_twins(**{TWIN: _("This door is in the register already.")}):
        after.save()
    if before.area_id != area.pk:
        _take_along(after)
    events.record(
        kind="address.edited",
        subject=after,
        by=by,
        at=at,
        also=after.households.all(),
        changes=events.differences(before, after, FIELDS),
    )
    return after


def _check_door(door: str) -> None:
    if not door:
        raise RuleError(_("An address needs a door number."), code="no_door")


def _check_position(latitude, longitude) -> None:
    if (latitude is None) != (longitude is None):
        raise RuleError(_("A position needs both figures."), code="half_position")


def _take_along(address: Address) -> None:
    """Households, their residents, units and plates lie where their door lies."""
    households = Household.objects.filter(address=address)
    Resident.objects.filter(household__in=households).update(area=address.area)
    households.update(area=address.area)
    address.units.update(area=address.area)
    address.plates.update(area=address.area)
    if hasattr(address, "housing"):
        address.housing.area = address.area
        address.housing.save(update_fields=["area", "updated_at"])
