"""Door plates (二维码门牌): one valid code per address, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households import workflow
from households.actions.cards import code_of
from households.models import Address, DoorPlate, PlateEnd
from households.workflow import CardStatus
from station import crypto
from station.actions.events import record
from station.actions.locking import lock
from station.actions.numbers import next_block
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, Event, User, reference

ONE_VALID = "households_doorplate_one_valid_per_door"
GONE = frozenset({PlateEnd.DEMOLISHED})  # there is no door to make a new one for


@transaction.atomic
def issue(*, address: Address, by: User, at: datetime) -> DoorPlate:
    """Give one door its code."""
    with refusing_twins(**{ONE_VALID: _("This door has a valid plate already.")}):
        (plate,) = _drawn([address], by=by, at=at)
        plate.save(force_insert=True)
    record(kind="plate.issued", subject=plate, by=by, at=at, also=[address])
    return plate


@transaction.atomic
def issue_missing(*, addresses: Iterable[Address], by: User, at: datetime) -> int:
    """Give a code to each of these doors that has none; says how many were made.

    Of two at once the second finds the codes of the first: the database keeps one
    valid code per door, and doors are taken in one order, so that nobody waits in a
    circle.
    """
    doors = sorted(addresses, key=lambda address: address.pk)
    taken = set(
        DoorPlate.objects.valid()
        .filter(address__in=doors)
        .values_list("address_id", flat=True)
    )
    plates = _drawn([door for door in doors if door.pk not in taken], by=by, at=at)
    DoorPlate.objects.bulk_create(plates, ignore_conflicts=True, batch_size=500)
    made = list(DoorPlate.objects.filter(number__in=[plate.number for plate in plates]))
    Event.objects.bulk_create(
        [_issued(plate, by=by, at=at) for plate in made], batch_size=500
    )
    return len(made)


@transaction.atomic
def replace(
    *,
    plate: DoorPlate,
    kind: str,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> DoorPlate:
    """A new code for the door; the old plate says so from this moment on."""
    if kind in GONE:
        raise RuleError(_("There is no door any more: revoke the plate instead."))
    plate = _end(
        plate, CardStatus.REPLACED, kind, reason, by=by, at=at, version=version
    )
    (new,) = _drawn([plate.address], by=by, at=at)
    with refusing_twins(**{ONE_VALID: _("This door has a valid plate already.")}):
        new.save(force_insert=True)
    record(
        kind="plate.replaced",
        subject=plate,
        by=by,
        at=at,
        also=[new, plate.address],
        changes={"number": [plate.number, new.number]},
        note=plate.end_reason,
    )
    return new


@transaction.atomic
def revoke(
    *,
    plate: DoorPlate,
    kind: str,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> DoorPlate:
    """The code is dead at once; nothing takes its place."""
    plate = _end(plate, CardStatus.REVOKED, kind, reason, by=by, at=at, version=version)
    record(
        kind="plate.revoked",
        subject=plate,
        by=by,
        at=at,
        also=[plate.address],
        changes={"end_kind": ["", plate.end_kind]},
        note=plate.end_reason,
    )
    return plate


@transaction.atomic
def note_mounted(
    *, plate: DoorPlate, on: date, by: User, at: datetime, version: int | None = None
) -> DoorPlate:
    """The plate is at the door since that day; said again, the day is set right."""
    plate = lock(plate, version=version)
    _check_mounted(plate, on=on, at=at)
    before, plate.mounted_on, plate.mounted_by = plate.mounted_on, on, by
    plate.version += 1
    plate.save(update_fields=["mounted_on", "mounted_by", "version", "updated_at"])
    record(
        kind="plate.mounted",
        subject=plate,
        by=by,
        at=at,
        also=[plate.address],
        changes={"mounted_on": [before and before.isoformat(), on.isoformat()]},
    )
    return plate


def note_all_mounted(*, plates, on: date, by: User, at: datetime) -> int:
    """The same for many; those that ended or hang already are left alone."""
    waiting = plates.valid().filter(mounted_on__isnull=True).order_by("pk")
    with transaction.atomic():
        found = list(waiting.select_for_update(of=("self",)))
        for plate in found:
            _check_mounted(plate, on=on, at=at)
        DoorPlate.objects.filter(pk__in=[plate.pk for plate in found]).update(
            mounted_on=on, mounted_by=by, updated_at=at
        )
        events = [_mounted(plate, on, by=by, at=at) for plate in found]
        Event.objects.bulk_create(events, batch_size=500)
    return len(found)


def _check_mounted(plate: DoorPlate, *, on: date, at: datetime) -> None:
    if not plate.is_valid:
        raise RuleError(_("This plate is no longer valid."))
    if on > timezone.localdate(at):
        raise RuleError(_("That day has not come yet."), code="mounted_ahead")
    if on < timezone.localdate(plate.issued_at):
        raise RuleError(_("The plate was not made yet on that day."), code="too_early")


def _end(plate, status: CardStatus, kind: str, reason: str, *, by, at, version):
    plate = lock(plate, version=version)
    if not workflow.allows(plate.status, status):
        raise RuleError(_("This plate is no longer valid."))
    if kind == PlateEnd.OTHER and not reason.strip():
        raise RuleError(_("Say why the plate ends."), code="no_reason")
    plate.status, plate.end_kind = status, PlateEnd(kind)
    plate.ended_at, plate.ended_by = at, by
    plate.end_reason = reason.strip()[:200]
    plate.version += 1
    plate.save()
    return plate


def _drawn(addresses: list[Address], *, by: User, at: datetime) -> list[DoorPlate]:
    """New plates with code and number, not yet saved; one block of numbers a village."""
    of_village = defaultdict(list)
    for address in addresses:
        of_village[address.community_id].append(address)
    communities = Area.objects.in_bulk(of_village)
    return [
        _plate(address, number, by=by, at=at)
        for community, doors in sorted(of_village.items())
        for address, number in zip(
            doors, _numbers(communities[community], len(doors)), strict=True
        )
    ]


def _plate(address: Address, number: str, *, by: User, at: datetime) -> DoorPlate:
    code = crypto.new_code(24)
    return DoorPlate(
        address=address,
        area_id=address.area_id,
        number=number,
        token=code,
        token_hash=crypto.fingerprint(code),
        issued_at=at,
        issued_by=by,
    )


def _numbers(community: Area, count: int) -> list[str]:
    """``MP-620724108204-00123``: the code of the village and a running figure."""
    series = f"MP-{code_of(community)}"
    return [f"{series}-{figure:05d}" for figure in next_block(series, count)]


def _issued(plate: DoorPlate, *, by: User, at: datetime) -> Event:
    return _event("plate.issued", plate, by=by, at=at)


def _mounted(plate: DoorPlate, on: date, *, by: User, at: datetime) -> Event:
    changes = {"mounted_on": [None, on.isoformat()]}
    return _event("plate.mounted", plate, by=by, at=at, changes=changes)


def _event(kind: str, plate: DoorPlate, *, by, at, changes=None) -> Event:
    """One of many events of the same kind, written in bulk."""
    return Event(
        kind=kind,
        subject=reference(plate),
        trail=[reference(plate), f"households.address:{plate.address_id}"],
        area_id=plate.area_id,
        actor=by,
        happened_at=at,
        changes=changes or {},
    )
