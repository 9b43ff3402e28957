"""Who came and who did not: noted by the captain, or by itself when nobody went out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from patrols.actions import places
from patrols.models import Patrol, SignUp
from patrols.workflow.rosters import Attendance, ShiftStatus, SignUpStatus
from station.actions import reminders
from station.actions.events import record
from station.errors import RuleError
from station.models import User

# Later a phone that had no signal may still send the patrol; then it is "came".
AFTER = timedelta(hours=24)
MOST = 500  # at one time; the next round goes on


@transaction.atomic
def note(
    *,
    sign_up: SignUp,
    attendance: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> SignUp:
    """Who came and who did not; said once the shift has begun, and put right later."""
    shift = places.lock_shift(sign_up.shift)
    sign_up = places.lock_sign_up(sign_up, shift, version=version)
    if sign_up.status != SignUpStatus.CONFIRMED:
        raise RuleError(
            _("This place is %(status)s; that cannot be done now.")
            % {"status": sign_up.get_status_display()},
            code="state",
        )
    if attendance not in Attendance.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if shift.starts_at > at:
        raise RuleError(_("The shift has not begun yet."), code="not_begun")
    return _write(sign_up, attendance, "sign_up.attended", by=by, at=at)


def note_absent(*, at: datetime) -> int:
    """A day after the shift: whoever had a phone for it and never went on duty."""
    pks = _never_came(at=at).values_list("pk", flat=True)
    return sum(_note_absent(pk, at=at) for pk in list(pks.order_by("pk")[:MOST]))


@transaction.atomic
def _note_absent(pk: int, *, at: datetime) -> bool:
    place = _never_came(at=at).filter(pk=pk).select_related("shift").first()
    if place is None:
        return False
    shift = places.lock_shift(place.shift)
    place = places.lock_sign_up(place, shift)
    if not _never_came(at=at).filter(pk=pk).exists():
        return False  # somebody noted it, or the patrol came in, just now
    _write(place, Attendance.ABSENT, "sign_up.missed", by=None, at=at)
    return True


def _never_came(*, at: datetime):
    """Those without an account cannot go on duty by phone: the captain notes them."""
    out = Patrol.objects.filter(volunteer=OuterRef("volunteer"))
    out = out.filter(
        Q(sign_up=OuterRef("pk"))
        | Q(started_at__lt=OuterRef("shift__ends_at"))
        & (Q(ended_at__isnull=True) | Q(ended_at__gt=OuterRef("shift__starts_at")))
    )
    return SignUp.objects.filter(
        ~Exists(out),
        status=SignUpStatus.CONFIRMED,
        attendance="",
        volunteer__user__isnull=False,
        asked_at__lt=F("shift__ends_at"),
        shift__status=ShiftStatus.OPEN,
        shift__ends_at__lte=at - AFTER,
    )


def _write(sign_up: SignUp, attendance: str, kind: str, *, by, at) -> SignUp:
    before, sign_up.attendance = sign_up.attendance, attendance
    sign_up.version += 1
    sign_up.save()
    reminders.silence(subject=sign_up, at=at)
    record(
        kind=kind,
        subject=sign_up,
        by=by,
        at=at,
        also=[sign_up.shift, sign_up.volunteer],
        area=sign_up.shift.area,
        changes={"attendance": [before, attendance]},
    )
    return sign_up
