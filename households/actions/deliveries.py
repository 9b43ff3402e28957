"""Documents taken home (送证上门): listed, given out, handed over or brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import delivery_conflicts
from households.models import (
    Delivery,
    DeliveryBatch,
    DocumentKind,
    HandedTo,
    Household,
    Resident,
)
from households.service_numbers import BATCH, number_of
from households.workflow.services import DeliveryStatus, allows
from station import working_days
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, Attachment, User

END_OF_WORK = time(18)
MOST_ROWS = 2000


@dataclass(frozen=True)
class Item:
    """One finished document on the counter's list."""

    kind: DocumentKind
    holder_name: str
    area: Area
    place: str
    document_number: str = ""
    phone: str = ""
    resident: Resident | None = None
    household: Household | None = None


@dataclass(frozen=True)
class Proof:
    """Who took it, and what shows it."""

    received_by: str
    relation: str = HandedTo.HOLDER
    signature: StoredFile | None = None
    photo: StoredFile | None = None

    def check(self) -> None:
        """Who took it is named, what they are to the holder, and they signed."""
        if not self.received_by.strip():
            raise RuleError(_("Say who took it."), code="received_by")
        if self.relation not in HandedTo.values:
            raise RuleError(_("Say what they are to the holder."), code="relation")
        if self.signature is None:
            raise RuleError(_("Who takes it must sign."), code="signature")


def list_documents(
    *,
    area: Area,
    items: Sequence[Item],
    by: User,
    at: datetime,
    note: str = "",
    origin=None,
) -> DeliveryBatch:
    """The counter's list: what lies there for whom, all of it or nothing."""
    if not items:
        raise RuleError(_("The list is empty."), code="items")
    if len(items) > MOST_ROWS:
        raise RuleError(_("A list has at most 2,000 rows."), code="items")
    number = number_of(BATCH, area, at=at)
    return _keep_list(area, number, items, by=by, at=at, note=note, origin=origin)


@transaction.atomic
def _keep_list(area, number, items, *, by, at, note, origin) -> DeliveryBatch:
    batch = DeliveryBatch.objects.create(
        number=number, area=area, note=note.strip(), listed_at=at, listed_by=by
    )
    Delivery.objects.bulk_create([row_of(batch, item, at=at) for item in items])
    record(kind="delivery_batch.listed", subject=batch, by=by, at=at)
    tie(origin=origin, made=batch, by=by, at=at)
    return batch


def row_of(batch: DeliveryBatch, item: Item, *, at: datetime) -> Delivery:
    """The document as it stands on the list, not yet saved."""
    if not item.holder_name.strip() or not item.place.strip():
        raise RuleError(_("Each document needs its holder and an address."))
    today = working_days.local_date(at)
    due_on = working_days.add_working_days(today, item.kind.working_days)
    row = Delivery(
        batch=batch,
        area=item.area,
        kind=item.kind,
        holder_name=item.holder_name.strip(),
        resident=item.resident,
        household=item.household,
        place=item.place.strip(),
        due_at=working_days.at_clock(due_on, END_OF_WORK),
    )
    row.write_document_number(item.document_number)
    row.write_phone(item.phone)
    return row


@transaction.atomic
def give_out(
    *, deliveries: Sequence[Delivery], to: User, by: User, at: datetime
) -> list[Delivery]:
    """Somebody takes these documents along; what is out already changes hands."""
    keys = sorted(row.pk for row in deliveries)
    rows = Delivery.objects.filter(pk__in=keys).select_related("area").order_by("pk")
    rows = list(rows.select_for_update(of=("self",)))
    roster = Roster({row.area.path for row in rows}, on=working_days.local_date(at))
    for row in rows:
        _check_move(row, DeliveryStatus.OUT)
        if not roster.serves(to.pk, row.area.path):
            raise RuleError(
                _("%(person)s does not serve in %(area)s.")
                % {"person": to, "area": row.area},
                code="to",
            )
        before = row.assigned_to_id
        row.status, row.assigned_to, row.out_at = DeliveryStatus.OUT, to, at
        _save(row)
        changes = {"assigned_to": [before, to.pk]}
        _note_event("given_out", row, by=by, at=at, changes=changes)
    return rows


@transaction.atomic
def hand_over(
    *,
    delivery: Delivery,
    proof: Proof,
    by: User,
    at: datetime,
    handed_at: datetime | None = None,
    version: int | None = None,
    seen: int | None = None,
) -> Delivery:
    """It is in the right hand: who took it, their signature, and when.

    ``seen`` is the version a phone without signal knew; see delivery_conflicts.
    """
    delivery = lock(delivery, version=version)
    delivery_conflicts.check(delivery, seen=seen, by=by)
    _check_move(delivery, DeliveryStatus.HANDED_OVER)
    proof.check()
    handed_at = handed_at or at
    _check_time(delivery, handed_at, at=at)
    delivery.status = DeliveryStatus.HANDED_OVER
    delivery.received_by = proof.received_by.strip()
    delivery.relation = proof.relation
    delivery.tries += 1
    delivery.settled_at, delivery.settled_by = handed_at, by
    _save(delivery)
    _attach(delivery, proof, by=by, at=at)
    _note_event("handed_over", delivery, by=by, at=at)
    return delivery


def _check_time(delivery: Delivery, handed_at: datetime, *, at: datetime) -> None:
    if handed_at > at:
        raise RuleError(_("That lies in the future."), code="handed_at")
    listed_at = delivery.batch.listed_at.replace(second=0, microsecond=0)
    if handed_at < listed_at:  # people say when to the minute
        raise RuleError(_("It was not even listed then."), code="handed_at")


def _attach(delivery: Delivery, proof: Proof, *, by, at) -> None:
    for kind, file in (
        (Attachment.Kind.SIGNATURE, proof.signature),
        (Attachment.Kind.PHOTO, proof.photo),
    ):
        if file is not None:
            attachments.attach(files=[file], kind=kind, subject=delivery, by=by, at=at)


@transaction.atomic
def bring_back(
    *,
    delivery: Delivery,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Delivery:
    """Nobody could take it; the try is counted."""
    delivery = lock(delivery, version=version)
    _check_move(delivery, DeliveryStatus.RETURNED)
    if not reason.strip():
        raise RuleError(_("Say why."), code="reason")
    delivery.status, delivery.return_reason = DeliveryStatus.RETURNED, reason.strip()
    delivery.tries += 1
    _save(delivery)
    changes = {"tries": [delivery.tries - 1, delivery.tries]}
    _note_event("returned", delivery, by=by, at=at, changes=changes)
    return delivery


@transaction.atomic
def take_back(
    *, delivery: Delivery, by: User, at: datetime, version: int | None = None
) -> Delivery:
    """It lies at the counter again and waits for the next round."""
    delivery = lock(delivery, version=version)
    _check_move(delivery, DeliveryStatus.AT_STATION)
    delivery.status = DeliveryStatus.AT_STATION
    delivery.assigned_to = delivery.out_at = None
    _save(delivery)
    _note_event("back", delivery, by=by, at=at)
    return delivery


@transaction.atomic
def withdraw(
    *,
    delivery: Delivery,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Delivery:
    """It goes back to the office that made it, and why."""
    delivery = lock(delivery, version=version)
    _check_move(delivery, DeliveryStatus.WITHDRAWN)
    if not reason.strip():
        raise RuleError(_("Say why."), code="reason")
    delivery.status, delivery.return_reason = DeliveryStatus.WITHDRAWN, reason.strip()
    delivery.settled_at, delivery.settled_by = at, by
    _save(delivery)
    _note_event("withdrawn", delivery, by=by, at=at)
    return delivery


def _check_move(row: Delivery, target: DeliveryStatus) -> None:
    if not allows(row.status, target):
        raise RuleError(
            _("A document that is “%(status)s” cannot become “%(target)s”.")
            % {"status": row.get_status_display(), "target": target.label},
            code="state",
        )


def _save(row: Delivery) -> None:
    row.version += 1
    row.save()


def _note_event(verb: str, row: Delivery, *, by, at, changes=None) -> None:
    also = [other for other in (row.batch, row.household) if other is not None]
    record(
        kind=f"delivery.{verb}",
        subject=row,
        by=by,
        at=at,
        also=also,
        changes=changes,
    )
