"""Swaps: a place offered to the team, to one person, or for one of theirs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import limits
from patrols.actions import places, swap_reminders
from patrols.actions.swap_ends import end, move, note
from patrols.models import SignUp, Swap, Volunteer
from patrols.workflow.limits import Bar
from patrols.workflow.rosters import (
    SignUpStatus,
    Source,
    SwapStatus,
)
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

ONCE = "patrols_swap_one_at_a_time"


@transaction.atomic
def offer(
    *,
    sign_up: SignUp,
    by: User,
    at: datetime,
    offered_to: Volunteer | None = None,
    words: str = "",
) -> Swap:
    """I cannot come; who takes my place? Until somebody does, it stays mine."""
    shift = places.lock_shift(sign_up.shift)
    places.check_ahead(shift, at=at)
    sign_up = places.lock_sign_up(sign_up, shift)
    if sign_up.status != SignUpStatus.CONFIRMED:
        raise RuleError(_("Only a confirmed place can be swapped."), code="state")
    if offered_to is not None:
        _check_other(offered_to, sign_up)
        if offered_to.pk not in limits.members_of(shift.team, [offered_to.pk]):
            raise limits.refusal(Bar.NOT_OF_TEAM, shift)
    swap = Swap(
        sign_up=sign_up, offered_to=offered_to, note=words.strip()[:200], offered_at=at
    )
    with refusing_twins(**{ONCE: _("This place is offered already.")}):
        swap.save()
    note("swap.offered", swap, by=by, at=at)
    swap_reminders.offered(swap, at=at)
    return swap


@transaction.atomic
def take(
    *,
    swap: Swap,
    volunteer: Volunteer,
    by: User,
    at: datetime,
    in_return: SignUp | None = None,
    version: int | None = None,
) -> Swap:
    """I take it, or give one of mine for it; where the captain approves, they decide."""
    swap, shifts, people = _lock(swap, volunteer, in_return, version=version)
    _expect(swap, SwapStatus.OFFERED)
    volunteer = people[volunteer.pk]
    _check_other(volunteer, swap.sign_up)
    if swap.offered_to_id not in {None, volunteer.pk}:
        raise RuleError(
            _("This place is offered to somebody else."), code="not_for_you"
        )
    if in_return is not None and in_return.volunteer_id != volunteer.pk:
        raise RuleError(_("Only a place of your own."), code="not_own")
    swap.taken_by, swap.taken_at = volunteer, at
    _check_both(swap, shifts, people, at=at)
    move(swap, SwapStatus.TAKEN)
    if swap.sign_up.shift.team.needs_approval:
        swap.save()
        note("swap.taken", swap, by=by, at=at)
        swap_reminders.taken(swap, at=at)
        return swap
    return _do(swap, shifts, people, by=by, at=at)


@transaction.atomic
def approve(*, swap: Swap, by: User, at: datetime, version: int | None = None) -> Swap:
    """The captain agrees; the limits are asked once more."""
    taker = swap.taken_by
    if taker is None:
        raise RuleError(_("Nobody has taken it yet."), code="state")
    swap, shifts, people = _lock(swap, taker, swap.in_return, version=version)
    _expect(swap, SwapStatus.TAKEN)
    _check_both(swap, shifts, people, at=at)
    return _do(swap, shifts, people, by=by, at=at)


@transaction.atomic
def refuse(
    *,
    swap: Swap,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Swap:
    """The captain says no, or whom it was offered to does not want it."""
    swap = lock(swap, version=version)
    return end(swap, SwapStatus.REFUSED, by=by, at=at, reason=reason)


@transaction.atomic
def withdraw(*, swap: Swap, by: User, at: datetime, version: int | None = None) -> Swap:
    """I come myself after all."""
    swap = lock(swap, version=version)
    return end(swap, SwapStatus.WITHDRAWN, by=by, at=at)


def _lock(swap: Swap, volunteer, in_return, *, version: int | None):
    """Both shifts, both people, the swap and the places, always in this order."""
    keys = {swap.sign_up.shift_id} | ({in_return.shift_id} if in_return else set())
    shifts = places.lock_shifts(keys)
    people = places.lock_volunteers({swap.sign_up.volunteer_id, volunteer.pk})
    swap = lock(swap, version=version)
    keys = {swap.sign_up_id} | ({in_return.pk} if in_return else set())
    rows = places.lock_sign_ups(keys, shifts)
    swap.sign_up = rows[swap.sign_up_id]
    if in_return is not None:
        swap.in_return = rows[in_return.pk]
    return swap, shifts, people


def _check_both(swap: Swap, shifts: dict, people: dict, *, at: datetime) -> None:
    """Each may be where the other was, once both have given up their own."""
    own, other = swap.sign_up, swap.in_return
    given = [own.pk, *([other.pk] if other else [])]
    for row in (own, other):
        if row is None:
            continue
        places.check_ahead(shifts[row.shift_id], at=at)
        if row.status != SignUpStatus.CONFIRMED:
            raise RuleError(_("Only a confirmed place can be swapped."), code="state")
    _check_comes(own.shift, people[swap.taken_by_id], given)
    if other is not None:
        _check_comes(other.shift, people[own.volunteer_id], given)


def _check_comes(shift, volunteer: Volunteer, given: list[int]) -> None:
    on_it = SignUp.objects.holding().filter(shift=shift).exclude(pk__in=given)
    if on_it.filter(volunteer=volunteer).exists():
        raise RuleError(_("Is on this shift already."), code="already")
    limits.check(volunteer, shift, ignoring=given)


def _do(swap: Swap, shifts: dict, people: dict, *, by: User, at: datetime) -> Swap:
    """Both places change hands at once, or none."""
    own, other = swap.sign_up, swap.in_return
    moves = [(own, people[swap.taken_by_id])]
    if other is not None:
        moves.append((other, people[own.volunteer_id]))
    move(swap, SwapStatus.DONE)
    swap.settled_at, swap.settled_by = at, by
    swap.save()
    for row, _who in moves:
        places.move(row, SignUpStatus.SWAPPED, by=by, at=at)
    for row, who in moves:
        queue = SignUp.objects.filter(shift=row.shift, status=SignUpStatus.WAITING)
        waiting = queue.filter(volunteer=who).first()
        if waiting is not None:
            waiting.shift, waiting.volunteer = row.shift, who
            places.move(waiting, SignUpStatus.WITHDRAWN, by=by, at=at)
        places.put(row.shift, who, SignUpStatus.CONFIRMED, Source.SWAP, by=by, at=at)
    note("swap.done", swap, by=by, at=at)
    swap_reminders.ended(swap, at=at)
    return swap


def _check_other(volunteer: Volunteer, sign_up: SignUp) -> None:
    if volunteer.pk == sign_up.volunteer_id:
        raise RuleError(_("It is your own place."), code="own")


def _expect(swap: Swap, status: SwapStatus) -> None:
    if swap.status != status:
        raise RuleError(
            _("This swap is %(status)s; that cannot be done now.")
            % {"status": swap.get_status_display()},
            code="state",
        )
