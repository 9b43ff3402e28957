"""Who is told of a swap."""

from datetime import datetime

from patrols.models import Swap
from patrols.workflow.rosters import SwapStatus
from station.actions import reminders

OFFERED = "swap.offered"  # to whom it is offered, else to the team
TAKEN = "swap.taken"  # to the captain
DONE = "swap.done"  # to both
REFUSED = "swap.refused"


def offered(swap: Swap, *, at: datetime) -> None:
    _tell(OFFERED, swap, at=at)


def taken(swap: Swap, *, at: datetime) -> None:
    reminders.silence(subject=swap, at=at)
    _tell(TAKEN, swap, at=at)


def ended(swap: Swap, *, at: datetime) -> None:
    """What came of it is told to whoever was part of it."""
    reminders.silence(subject=swap, at=at)
    kind = {SwapStatus.DONE: DONE, SwapStatus.REFUSED: REFUSED}.get(swap.status)
    if kind:
        _tell(kind, swap, at=at)


def _tell(kind: str, swap: Swap, *, at: datetime) -> None:
    reminders.schedule(
        kind=kind,
        subject=swap,
        due_at=at,
        area=swap.sign_up.shift.area,
        edition=swap.version,
    )
