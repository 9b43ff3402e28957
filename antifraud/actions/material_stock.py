"""The stock: it comes in, goes out and is counted, never below nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import material_reminders as reminders
from antifraud.models import Material, MaterialMove, OutreachEvent
from antifraud.workflow.materials import MoveKind
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

MOST = 1_000_000


@transaction.atomic
def take_in(
    *, material: Material, quantity: int, by: User, at: datetime, reason: str = ""
) -> Material:
    """New from the printer or from above."""
    _check(quantity)
    return book(
        row=lock(material),
        kind=MoveKind.IN,
        quantity=quantity,
        reason=reason,
        by=by,
        at=at,
    )


@transaction.atomic
def take_out(
    *, material: Material, quantity: int, reason: str, by: User, at: datetime
) -> Material:
    """Given away outside an event: to a shop, a school, the alliance."""
    _check(quantity)
    if not reason.strip():
        raise RuleError(_("Say for what."), code="no_reason")
    return book(
        row=lock(material),
        kind=MoveKind.OUT,
        quantity=-quantity,
        reason=reason,
        by=by,
        at=at,
    )


@transaction.atomic
def count(
    *,
    material: Material,
    counted: int,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Material:
    """Somebody counted; the stock is what was found."""
    row = lock(material, version=version)
    if not 0 <= counted <= MOST:
        raise RuleError(_("A number is never below zero."), code="quantity")
    if counted == row.stock:
        return row
    return book(
        row=row,
        kind=MoveKind.COUNT,
        quantity=counted - row.stock,
        reason=reason,
        by=by,
        at=at,
    )


def book(
    *,
    row: Material,
    kind: str,
    quantity: int,
    by: User,
    at: datetime,
    event: OutreachEvent | None = None,
    reason: str = "",
) -> Material:
    """Move a stock that is locked and write it down; refused where less is there."""
    left = row.stock + quantity
    if left < 0:
        raise RuleError(
            _("Only %(n)d of “%(name)s” are left.")
            % {"n": row.stock, "name": row.name},
            code="too_few",
        )
    was_low, row.stock = row.is_low, left
    row.version += 1
    row.save()
    MaterialMove.objects.create(
        material=row,
        kind=kind,
        quantity=quantity,
        left=left,
        event=event,
        reason=reason.strip(),
        moved_at=at,
        moved_by=by,
    )
    changes = {"stock": [left - quantity, left]}
    also = [event] if event else []
    record(kind="material.moved", subject=row, also=also, by=by, at=at, changes=changes)
    reminders.follow(row, was_low=was_low, at=at)
    return row


def _check(quantity: int) -> None:
    if not 1 <= quantity <= MOST:
        raise RuleError(_("Say how many, at least one."), code="quantity")
