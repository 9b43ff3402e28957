"""Coming onto a shift and leaving it again: by oneself, or as the captain asks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import limits
from patrols.actions import places, shift_reminders
from patrols.models import Shift, SignUp, Volunteer
from patrols.workflow.rosters import ShiftStatus, SignUpStatus, Source
from station.errors import RuleError
from station.models import User


@transaction.atomic
def sign_up(*, shift: Shift, volunteer: Volunteer, by: User, at: datetime) -> SignUp:
    """I come. Where all places are taken, onto the waiting list."""
    shift = places.lock_shift(shift)
    places.check_ahead(shift, at=at)
    if shift.status != ShiftStatus.OPEN:
        raise RuleError(_("This shift is not published yet."), code="not_published")
    volunteer = places.lock_volunteers([volunteer.pk])[volunteer.pk]
    places.check_not_on(shift, volunteer)
    if places.free(shift) > 0:
        limits.check(volunteer, shift)
        asks = shift.team.needs_approval
        status = SignUpStatus.REQUESTED if asks else SignUpStatus.CONFIRMED
    else:
        limits.check_person(volunteer, shift)
        status = SignUpStatus.WAITING
    return places.put(shift, volunteer, status, Source.SELF, by=by, at=at)


@transaction.atomic
def propose(*, shift: Shift, volunteer: Volunteer, by: User, at: datetime) -> SignUp:
    """The captain puts somebody down, who then says yes or no."""
    shift = places.lock_shift(shift)
    places.check_standing(shift, at=at)
    volunteer = places.lock_volunteers([volunteer.pk])[volunteer.pk]
    places.check_not_on(shift, volunteer)
    if places.free(shift) < 1:
        raise RuleError(_("All places of this shift are taken."), code="full")
    limits.check(volunteer, shift)
    return places.put(
        shift, volunteer, SignUpStatus.PROPOSED, Source.CAPTAIN, by=by, at=at
    )


@transaction.atomic
def accept(
    *, sign_up: SignUp, by: User, at: datetime, version: int | None = None
) -> SignUp:
    """Yes, I come; what the limits forbid by now is refused."""
    shift = places.lock_shift(sign_up.shift)
    places.check_standing(shift, at=at)
    volunteer = places.lock_volunteers([sign_up.volunteer_id])[sign_up.volunteer_id]
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    _expect(sign_up, SignUpStatus.PROPOSED)
    limits.check(volunteer, shift)
    return places.move(
        sign_up, SignUpStatus.CONFIRMED, by=by, at=at, event="sign_up.accepted"
    )


@transaction.atomic
def decline(
    *,
    sign_up: SignUp,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> SignUp:
    """No; whoever waits moves up."""
    shift = places.lock_shift(sign_up.shift)
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    _expect(sign_up, SignUpStatus.PROPOSED)
    sign_up = places.move(sign_up, SignUpStatus.DECLINED, by=by, at=at, reason=reason)
    places.refill(shift, at=at)
    return sign_up


@transaction.atomic
def approve(
    *, sign_up: SignUp, by: User, at: datetime, version: int | None = None
) -> SignUp:
    """The captain says yes to somebody who signed up."""
    shift = places.lock_shift(sign_up.shift)
    places.check_standing(shift, at=at)
    volunteer = places.lock_volunteers([sign_up.volunteer_id])[sign_up.volunteer_id]
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    _expect(sign_up, SignUpStatus.REQUESTED)
    limits.check(volunteer, shift)
    sign_up = places.move(
        sign_up, SignUpStatus.CONFIRMED, by=by, at=at, event="sign_up.approved"
    )
    shift_reminders.tell_confirmed(sign_up, at=at)
    return sign_up


@transaction.atomic
def refuse(
    *,
    sign_up: SignUp,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> SignUp:
    """The captain says no, and why; whoever waits moves up."""
    _say_why(reason)
    shift = places.lock_shift(sign_up.shift)
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    _expect(sign_up, SignUpStatus.REQUESTED)
    sign_up = places.move(sign_up, SignUpStatus.REFUSED, by=by, at=at, reason=reason)
    places.refill(shift, at=at)
    return sign_up


@transaction.atomic
def withdraw(
    *,
    sign_up: SignUp,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> SignUp:
    """I cannot come after all, or the captain takes a name off the shift.

    Within the notice that holds here a reason is asked for, and the captain is told.
    """
    shift = places.lock_shift(sign_up.shift)
    places.check_ahead(shift, at=at)
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    notice = limits.rules_of(shift.area).notice
    is_short = sign_up.status == SignUpStatus.CONFIRMED and (
        shift.starts_at - at < notice
    )
    if is_short or by.pk != sign_up.volunteer.user_id:
        _say_why(reason)
    sign_up.is_short_notice = is_short
    sign_up = places.move(sign_up, SignUpStatus.WITHDRAWN, by=by, at=at, reason=reason)
    if by.pk != sign_up.volunteer.user_id:
        shift_reminders.tell_removed(sign_up, at=at)
    places.refill(shift, at=at)
    return sign_up


def _expect(sign_up: SignUp, status: SignUpStatus) -> None:
    if sign_up.status != status:
        raise RuleError(
            _("This place is %(status)s; that cannot be done now.")
            % {"status": sign_up.get_status_display()},
            code="state",
        )


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
