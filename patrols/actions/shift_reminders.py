"""Who is told of a place on a shift, and when: once, anew on change, not when gone."""

from datetime import datetime, time, timedelta

from patrols.models import Shift, SignUp
from patrols.workflow.rosters import ShiftStatus, SignUpStatus
from station import working_days
from station.actions import reminders

PROPOSED = "sign_up.proposed"  # to the volunteer, from here on
CONFIRMED = "sign_up.confirmed"
REFUSED = "sign_up.refused"
REMOVED = "sign_up.removed"
CHANGED = "sign_up.changed"
AHEAD = "sign_up.ahead"
REQUESTED = "sign_up.requested"  # to the captain
UNANSWERED = "sign_up.unanswered"
SHORT = "shift.short"

EVENING = time(18)
SOON = timedelta(hours=2)
UNANSWERED_AHEAD = timedelta(hours=24)
STANDING = (PROPOSED, CONFIRMED, CHANGED, AHEAD, REQUESTED, UNANSWERED)


def follow(sign_up: SignUp, *, at: datetime) -> None:
    """What the place has become decides what still goes out."""
    shift = sign_up.shift
    reminders.silence(subject=sign_up, at=at, kinds=STANDING)
    if shift.status != ShiftStatus.OPEN:
        return
    if sign_up.status == SignUpStatus.PROPOSED:
        ask(sign_up, at=at)
    elif sign_up.status == SignUpStatus.REQUESTED:
        _tell(REQUESTED, sign_up, at=at)
    elif sign_up.status == SignUpStatus.CONFIRMED:
        remind(sign_up, at=at)
    elif sign_up.status == SignUpStatus.REFUSED:
        _tell(REFUSED, sign_up, at=at)


def ask(sign_up: SignUp, *, at: datetime) -> None:
    """Whoever was put down is asked; the captain hears if no answer comes."""
    shift = sign_up.shift
    latest = max(shift.starts_at - UNANSWERED_AHEAD, at + SOON)
    moments = {PROPOSED: at}
    if latest < shift.starts_at:
        moments[UNANSWERED] = latest
    _schedule(moments, sign_up)


def remind(sign_up: SignUp, *, at: datetime) -> None:
    """The evening before; who came on later, two hours before."""
    starts = sign_up.shift.starts_at
    day = working_days.local_date(starts) - timedelta(days=1)
    moments = (working_days.at_clock(day, EVENING), starts - SOON)
    ahead = next((moment for moment in moments if moment > at), None)
    if ahead is not None:
        _schedule({AHEAD: ahead}, sign_up)


def tell_confirmed(sign_up: SignUp, *, at: datetime) -> None:
    """The captain said yes, or a place became free."""
    if sign_up.status == SignUpStatus.CONFIRMED:
        _tell(CONFIRMED, sign_up, at=at)


def tell_removed(sign_up: SignUp, *, at: datetime) -> None:
    """Somebody else took them off, or the shift is cancelled."""
    _tell(REMOVED, sign_up, at=at)


def changed(sign_up: SignUp, *, at: datetime) -> None:
    """The shift was moved: told again, and reminded at the new hour."""
    reminders.silence(subject=sign_up, at=at, kinds=(AHEAD, CHANGED, UNANSWERED))
    _tell(CHANGED, sign_up, at=at)
    if sign_up.status == SignUpStatus.CONFIRMED:
        remind(sign_up, at=at)


def tell_short(shift: Shift, *, at: datetime) -> None:
    """So soon before, and nobody waits: the captain looks for somebody."""
    reminders.schedule(
        kind=SHORT,
        subject=shift,
        due_at=at,
        edition=f"{shift.version}.{shift.sign_ups.count()}.{at:%Y%m%d%H%M}",
    )


def silence_shift(shift: Shift, *, at: datetime) -> None:
    """Nothing more is said about a shift that is not."""
    reminders.silence(subject=shift, at=at)


def _tell(kind: str, sign_up: SignUp, *, at: datetime) -> None:
    _schedule({kind: at}, sign_up)


def _schedule(moments: dict[str, datetime], sign_up: SignUp) -> None:
    shift = sign_up.shift
    reminders.schedule_all(
        moments=moments,
        subject=sign_up,
        area=shift.area,
        edition=f"{sign_up.version}.{shift.version}",
    )
