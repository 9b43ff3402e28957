"""Material of an event: what was handed out is told as a whole, the stock follows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from antifraud.actions import material_stock
from antifraud.models import Material, MaterialMove, OutreachEvent
from antifraud.workflow.materials import MoveKind
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def set_aside(
    *,
    event: OutreachEvent,
    given: Mapping[Material, int],
    by: User,
    at: datetime,
) -> OutreachEvent:
    """Taken along, or handed out later: so many of each in all."""
    row = lock(event)
    if row.is_called_off:
        raise RuleError(_("This event was called off."), code="state")
    give_out(event=row, given=given, by=by, at=at)
    return row


def give_out(
    *, event: OutreachEvent, given: Mapping[Material, int], by: User, at: datetime
) -> None:
    """Book what differs from what stands there; material not named stays as it is."""
    known = given_out(event)
    wanted = {material.pk: quantity for material, quantity in given.items()}
    if any(quantity < 0 for quantity in wanted.values()):
        raise RuleError(_("A number is never below zero."), code="quantity")
    more = {pk: n - known.get(pk, 0) for pk, n in wanted.items()}
    rows = Material.objects.select_for_update().filter(pk__in=more)
    for row in rows.order_by("pk"):  # always in one order: nobody waits in a ring
        if more[row.pk]:
            material_stock.book(
                row=row,
                kind=MoveKind.EVENT,
                quantity=-more[row.pk],
                event=event,
                by=by,
                at=at,
            )


def put_back(*, event: OutreachEvent, by: User, at: datetime) -> None:
    """Everything that was set aside goes back into stock."""
    known = Material.objects.filter(pk__in=given_out(event))
    give_out(event=event, given=dict.fromkeys(known, 0), by=by, at=at)


def given_out(event: OutreachEvent) -> dict[int, int]:
    """How many of each material the event has taken, by the material's id."""
    rows = MaterialMove.objects.filter(event=event).values("material")
    sums = rows.annotate(n=Sum("quantity")).values_list("material", "n")
    return {pk: -n for pk, n in sums if n}
