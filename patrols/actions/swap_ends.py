"""How swaps end: done, refused, taken back, or because the place is gone."""

from datetime import datetime

from django.utils.translation import gettext as _

from patrols.actions import swap_reminders
from patrols.models import SignUp, Swap
from patrols.workflow.rosters import SwapStatus, allows
from station.actions.events import record
from station.errors import RuleError
from station.models import User


def close(sign_up: SignUp, *, by: User | None, at: datetime) -> None:
    """The place is gone, and with it what was offered of it."""
    states = (SwapStatus.OFFERED, SwapStatus.TAKEN)
    rows = Swap.objects.select_for_update().filter(status__in=states)
    touched = rows.filter(sign_up=sign_up) | rows.filter(in_return=sign_up)
    for swap in touched.order_by("pk"):
        end(swap, SwapStatus.WITHDRAWN, by=by, at=at)


def end(swap: Swap, target: SwapStatus, *, by, at, reason: str = "") -> Swap:
    move(swap, target)
    swap.settled_at, swap.settled_by = at, by
    swap.note = reason.strip()[:200] or swap.note
    swap.save()
    note(f"swap.{target}", swap, by=by, at=at)
    swap_reminders.ended(swap, at=at)
    return swap


def move(swap: Swap, target: SwapStatus) -> None:
    if not allows(swap.status, target):
        raise RuleError(
            _("This swap is %(status)s; that cannot be done now.")
            % {"status": swap.get_status_display()},
            code="state",
        )
    swap.status = target
    swap.version += 1


def note(kind: str, swap: Swap, *, by: User | None, at: datetime) -> None:
    shift = swap.sign_up.shift
    record(kind=kind, subject=swap, by=by, at=at, also=[shift], area=shift.area)
