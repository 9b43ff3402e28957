"""Services (预约 代办 上门 错时延时): booked, agreed, done, and told to who asked."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households import service_slots
from households.actions import service_moves as moves
from households.charge import charge_of
from households.models import (
    ContactCard,
    Household,
    Resident,
    ServiceGuide,
    ServiceMatter,
    ServiceRequest,
    ServiceSlot,
)
from households.service_numbers import SERVICE, number_of
from households.workflow.services import (
    WITH_SLOT,
    GuideStatus,
    ServiceKind,
    ServiceStatus,
)
from station import crypto, working_days
from station.actions import reminders
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User


@dataclass(frozen=True)
class Wish:
    """What somebody wants done, for whom, how and when."""

    kind: str
    matter: ServiceMatter
    resident_name: str
    phone: str = ""
    place: str = ""
    note: str = ""
    begins_at: datetime | None = None
    resident: Resident | None = None
    household: Household | None = None
    papers_missing: list[str] = field(default_factory=list)


def book(
    *,
    area: Area,
    wish: Wish,
    at: datetime,
    by: User | None = None,
    card: ContactCard | None = None,
    receipt: str = "",
    assigned_to: User | None = None,
    origin=None,
) -> ServiceRequest:
    """Take a request in; a time that is given is taken at the same moment."""
    guide = _guide_for(wish, area)
    _check(wish, at=at)
    if assigned_to is not None:
        moves.check_person(assigned_to, area, at=at)
    request = ServiceRequest(
        number=number_of(SERVICE, area, at=at),
        kind=wish.kind,
        matter=wish.matter,
        guide=guide,
        area=area,
        card=card,
        resident_name=wish.resident_name.strip(),
        resident=wish.resident,
        household=wish.household,
        place=_place(wish),
        note=wish.note.strip(),
        papers_missing=wish.papers_missing,
        begins_at=wish.begins_at,
        booked_at=at,
        booked_by=by,
        receipt_hash=crypto.fingerprint(receipt) if receipt else None,
    )
    request.write_contact_phone(wish.phone)
    owner = charge_of(area, on=working_days.local_date(at)).owner()
    request.assigned_to = assigned_to or owner
    return _keep(request, by=by, at=at, origin=origin)


@transaction.atomic
def _keep(request: ServiceRequest, *, by, at, origin) -> ServiceRequest:
    """The row, its place in the calendar, its reminders and its event, or nothing."""
    if request.kind in WITH_SLOT:
        request.slot = take_slot(
            request.area, request.begins_at, kind=request.kind, at=at
        )
    request.due_at = moves.due_at(request, at=at)
    request.save(force_insert=True)
    moves.remind(request, at=at, is_new=by is None or request.assigned_to_id != by.pk)
    moves.note_event("booked", request, by=by, at=at)
    if by is not None:
        tie(origin=origin, made=request, by=by, at=at)
    return request


@transaction.atomic
def take_slot(area: Area, begins_at, *, kind: str, at: datetime) -> ServiceSlot:
    """One place at that time; the row is locked, so the last place is given once."""
    offered = service_slots.slot_at(area, begins_at, at=at) if begins_at else None
    if offered is None or offered.kind != kind:
        raise RuleError(_("This time is not offered. Choose another."), code="slot")
    made, _is_new = ServiceSlot.objects.get_or_create(
        area=offered.area,
        begins_at=offered.begins_at,
        defaults={"ends_at": offered.ends_at, "capacity": offered.capacity},
    )
    slot = lock(made)
    if slot.taken >= offered.capacity:
        raise RuleError(
            _("This time has just been taken. Choose another."), code="slot"
        )
    slot.taken += 1
    slot.capacity, slot.ends_at = offered.capacity, offered.ends_at
    slot.save()
    return slot


@transaction.atomic
def confirm(
    *,
    request: ServiceRequest,
    by: User,
    at: datetime,
    begins_at: datetime | None = None,
    version: int | None = None,
) -> ServiceRequest:
    """Say yes to it; a call at the door gets its time with that."""
    request = lock(request, version=version)
    moves.check(request, ServiceStatus.CONFIRMED)
    if begins_at is not None and request.kind not in WITH_SLOT:
        moves.check_ahead(begins_at, at=at)
        request.begins_at = begins_at
        request.due_at = moves.due_at(request, at=at)
    if request.kind == ServiceKind.HOME_VISIT and request.begins_at is None:
        raise RuleError(_("Say when somebody comes."), code="begins_at")
    request.confirmed_at = at
    moves.move(request, ServiceStatus.CONFIRMED, by=by, at=at, verb="confirmed")
    reminders.silence(subject=request, at=at)
    moves.remind(request, at=at)
    return request


@transaction.atomic
def reschedule(
    *,
    request: ServiceRequest,
    begins_at: datetime,
    at: datetime,
    by: User | None = None,
    reason: str = "",
    version: int | None = None,
) -> ServiceRequest:
    """Another time; by the resident it waits for the officer's yes again."""
    request = lock(request, version=version)
    target = ServiceStatus.BOOKED if by is None else ServiceStatus.CONFIRMED
    moves.check(request, target)
    if request.status == ServiceStatus.EN_ROUTE and by is None:
        raise RuleError(_("Somebody is on the way already."), code="state")
    if begins_at == request.begins_at:
        raise RuleError(_("It is at this time already."), code="begins_at")
    moves.check_ahead(begins_at, at=at)
    if request.kind in WITH_SLOT:
        taken = take_slot(request.area, begins_at, kind=request.kind, at=at)
        moves.free_slot(request)
        request.slot = taken
    before, request.begins_at = request.begins_at, begins_at
    request.due_at = moves.due_at(request, at=at)
    request.confirmed_at = None if by is None else at
    moves.move(
        request,
        target,
        by=by,
        at=at,
        verb="moved",
        note=reason,
        changes={"begins_at": [before and before.isoformat(), begins_at.isoformat()]},
    )
    reminders.silence(subject=request, at=at)
    moves.remind(request, at=at, is_new=by is None)
    return request


@transaction.atomic
def reassign(
    *,
    request: ServiceRequest,
    to: User,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> ServiceRequest:
    """Somebody else goes; the first one hears no more of it."""
    request = lock(request, version=version)
    moves.check_open(request)
    if request.assigned_to_id == to.pk:
        raise RuleError(_("%(person)s goes already.") % {"person": to}, code="to")
    moves.check_person(to, request.area, at=at)
    before, request.assigned_to = request.assigned_to_id, to
    moves.save(request)
    reminders.silence(subject=request, at=at)
    moves.remind(request, at=at, is_new=to != by)
    moves.note_event(
        "assigned",
        request,
        by=by,
        at=at,
        note=reason,
        changes={"assigned_to": [before, to.pk]},
    )
    return request


def _guide_for(wish: Wish, area: Area) -> ServiceGuide:
    """The edition that holds today; the request keeps it."""
    found = wish.matter.guides.filter(status=GuideStatus.PUBLISHED).first()
    here = Area.objects.above(area).filter(pk=wish.matter.area_id).exists()
    if found is None or not wish.matter.is_active or not here:
        raise RuleError(_("This matter is not offered here."), code="matter")
    if wish.kind not in wish.matter.offers:
        raise RuleError(_("This matter cannot be done in this way."), code="kind")
    return found


def _check(wish: Wish, *, at: datetime) -> None:
    if not wish.resident_name.strip():
        raise RuleError(_("Say who it is for."), code="resident_name")
    if wish.kind == ServiceKind.HOME_VISIT and not _place(wish):
        raise RuleError(_("Say where somebody should come."), code="place")
    if wish.begins_at is not None:
        moves.check_ahead(wish.begins_at, at=at)


def _place(wish: Wish) -> str:
    if wish.place.strip() or wish.household is None:
        return wish.place.strip()
    return wish.household.address.text
