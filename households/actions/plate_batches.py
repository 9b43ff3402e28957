"""Batches of door plates: ordered for many doors, made by a job, printed as one paper."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from households.actions import door_plates
from households.actions.cards import code_of
from households.models import Address, DoorPlate, PlateBatch, PlatePrint, PlateSize
from households.workflow import CardStatus
from station.actions import jobs
from station.actions.events import record
from station.actions.locking import lock
from station.actions.numbers import next_in
from station.errors import RuleError
from station.models import Area, User
from station.models.area import STEP

MOST = 20_000
PIECE = 500
WAY = ("community__path", "group_name", "pk")  # the order in which one walks
PAPER = "plate.paper"  # the job


def doors_in(area: Area, choice: str):
    """The addresses a batch for this area takes."""
    doors = Address.objects.filter(area__in=Area.objects.below(area))
    if choice == PlateBatch.Choice.MISSING:
        valid = DoorPlate.objects.valid().filter(address=OuterRef("pk"))
        doors = doors.exclude(Exists(valid))
    return doors


@transaction.atomic
def order(
    *,
    area: Area,
    size: PlateSize,
    choice: str,
    by: User,
    at: datetime,
    addresses: Iterable[Address] | None = None,
) -> PlateBatch:
    """Order plates for doors of an area; the job makes codes and paper."""
    doors = _doors(area, choice, addresses)
    if not doors:
        raise RuleError(_("There is no door to make a plate for."), code="no_doors")
    if len(doors) > MOST:
        raise RuleError(_("These are too many doors at once: choose a smaller area."))
    if not size.is_active:
        raise RuleError(_("This size is no longer used."), code="size_unused")
    batch = PlateBatch.objects.create(
        number=_number(area),
        area=area,
        size=size,
        choice=choice,
        total=len(doors),
        made_by=by,
        made_at=at,
    )
    PlatePrint.objects.bulk_create(
        (
            PlatePrint(batch=batch, address_id=pk, position=position)
            for position, pk in enumerate(doors, start=1)
        ),
        batch_size=2000,
    )
    _start(batch, by=by, at=at)
    record(
        kind="plate_batch.ordered",
        subject=batch,
        by=by,
        at=at,
        also=[area],
        changes={"total": [None, batch.total]},
    )
    return batch


def order_for(
    *, addresses: list[Address], size: PlateSize, by: User, at: datetime
) -> PlateBatch:
    """Order plates for picked doors, of the smallest area in which all of them lie."""
    paths = {address.area.path for address in addresses}
    first, last = min(paths), max(paths)
    shared = 0
    while first[: shared + STEP] == last[: shared + STEP] and shared < len(first):
        shared += STEP
    return order(
        area=Area.objects.get(path=first[:shared]),
        size=size,
        choice=PlateBatch.Choice.CHOSEN,
        addresses=addresses,
        by=by,
        at=at,
    )


@transaction.atomic
def draw_again(*, batch: PlateBatch, by: User, at: datetime) -> PlateBatch:
    """The paper once more: files are kept for a week only, and for who ordered them."""
    batch = lock(batch)
    if batch.job is not None and batch.job.state in {"queued", "running"}:
        raise RuleError(_("The plates are still being made."), code="not_ready")
    _start(batch, by=by, at=at)
    record(kind="plate_batch.drawn_again", subject=batch, by=by, at=at)
    return batch


def _start(batch: PlateBatch, *, by: User, at: datetime) -> None:
    batch.job = jobs.enqueue(
        kind=PAPER,
        owner=by,
        at=at,
        params={"batch": batch.pk},
        area=batch.area,
        total=2 * batch.total,
    )
    batch.save(update_fields=["job", "updated_at"])


def _doors(area: Area, choice: str, addresses) -> list[int]:
    """The doors in the order of the way; chosen ones must lie in the area."""
    rows = doors_in(area, choice).order_by(*WAY).values_list("pk", flat=True)
    if choice != PlateBatch.Choice.CHOSEN:
        return list(rows)
    wanted = {address.pk for address in addresses or ()}
    doors = list(rows.filter(pk__in=wanted))
    if len(doors) != len(wanted):
        raise RuleError(_("Some of these doors lie in another area."), code="elsewhere")
    return doors


def make_codes(
    *, batch: PlateBatch, at: datetime, progress: Callable[[int], None]
) -> None:
    """A code for each door of the batch that has none; done again, nothing doubles."""
    waiting = batch.prints.filter(plate=None).order_by("position")
    done = batch.total - waiting.count()
    while piece := list(waiting.select_related("address")[:PIECE]):
        _make_piece(batch, piece, at=at)
        done += len(piece)
        progress(done)


@transaction.atomic
def _make_piece(batch: PlateBatch, piece: list[PlatePrint], *, at: datetime) -> None:
    doors = [each.address for each in piece]
    made = door_plates.issue_missing(addresses=doors, by=batch.made_by, at=at)
    valid = DoorPlate.objects.valid().filter(address=OuterRef("address"))
    PlatePrint.objects.filter(pk__in=[each.pk for each in piece]).update(
        plate=Subquery(valid.values("pk")[:1])
    )
    batch.new_count += made
    PlateBatch.objects.filter(pk=batch.pk).update(
        new_count=batch.new_count, updated_at=at
    )


@transaction.atomic
def note_ready(*, batch: PlateBatch, at: datetime) -> None:
    """The paper can be fetched."""
    batch = lock(batch)
    if batch.ready_at is None:
        PlateBatch.objects.filter(pk=batch.pk).update(ready_at=at, updated_at=at)
        record(kind="plate_batch.ready", subject=batch, by=batch.made_by, at=at)


@transaction.atomic
def note_printed(*, batch: PlateBatch, by: User, at: datetime) -> PlateBatch:
    """The plates of the batch were made at the printer's."""
    batch = lock(batch)
    if batch.ready_at is None:
        raise RuleError(_("The plates are still being made."), code="not_ready")
    if batch.printed_at is not None:
        raise RuleError(_("This batch was printed already."), code="printed")
    batch.printed_at, batch.printed_by = at, by
    batch.save(update_fields=["printed_at", "printed_by", "updated_at"])
    plates_of(batch).filter(printed_at__isnull=True).update(
        printed_at=at, updated_at=at
    )
    record(kind="plate_batch.printed", subject=batch, by=by, at=at, also=[batch.area])
    return batch


def plates_of(batch: PlateBatch):
    """The plates of a batch that are still valid."""
    return DoorPlate.objects.filter(
        pk__in=batch.prints.values("plate"), status=CardStatus.ACTIVE
    )


def _number(area: Area) -> str:
    series = f"MPP-{code_of(area)}"
    return f"{series}-{next_in(series):04d}"
