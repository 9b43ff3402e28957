"""Places on shifts: taken under lock, and given to whoever waits the longest.

Whoever writes here locks the shifts first and the volunteers after them, each in the
order of their numbers, so that two of these never wait for one another.
"""

from collections.abc import Container, Iterable
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from patrols import limits
from patrols.actions import shift_reminders, swap_ends
from patrols.models import Shift, SignUp, Volunteer
from patrols.workflow.rosters import HOLDING, ShiftStatus, SignUpStatus, allows
from station.actions.events import record
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError, StaleVersion
from station.models import User

LATE = timedelta(hours=48)  # what is short so soon before is told to the captain


def lock_shifts(pks: Iterable[int]) -> dict[int, Shift]:
    """These shifts, locked in the order of their numbers."""
    rows = Shift.objects.select_for_update(of=("self",)).for_list()
    found = rows.filter(pk__in=set(pks)).order_by("pk")
    return {shift.pk: shift for shift in found}


def lock_shift(shift: Shift, *, version: int | None = None) -> Shift:
    """The shift as it stands, with its team, area, kind and route."""
    current = lock_shifts([shift.pk])[shift.pk]
    if version is not None and current.version != version:
        raise StaleVersion(
            _("Somebody else changed this meanwhile. Both versions are shown."),
            current=current,
        )
    return current


def lock_volunteers(pks: Iterable[int]) -> dict[int, Volunteer]:
    """These people, locked in the order of their numbers."""
    rows = Volunteer.objects.select_for_update(of=("self",))
    rows = rows.select_related("user").defer("phone", "vetting_note")
    found = rows.filter(pk__in=set(pks)).order_by("pk")
    return {volunteer.pk: volunteer for volunteer in found}


def lock_sign_ups(pks: Iterable[int], shifts: dict[int, Shift]) -> dict[int, SignUp]:
    """The places as they stand now; their shifts are locked already."""
    rows = SignUp.objects.select_for_update(of=("self",))
    rows = rows.select_related("volunteer__user").defer("volunteer__phone")
    found = {row.pk: row for row in rows.filter(pk__in=set(pks)).order_by("pk")}
    for row in found.values():
        row.shift = shifts[row.shift_id]
    return found


def lock_sign_up(
    sign_up: SignUp, shift: Shift, *, version: int | None = None
) -> SignUp:
    """The place as it stands now, unless somebody changed it meanwhile."""
    current = lock_sign_ups([sign_up.pk], {shift.pk: shift})[sign_up.pk]
    if version is not None and current.version != version:
        raise StaleVersion(
            _("Somebody else changed this meanwhile. Both versions are shown."),
            current=current,
        )
    return current


def free(shift: Shift) -> int:
    """How many places nobody holds; the shift is locked."""
    return shift.needed - shift.sign_ups.holding().count()


def check_standing(shift: Shift, *, at: datetime) -> None:
    """Nobody comes onto a shift that is cancelled or over."""
    if shift.status == ShiftStatus.CANCELLED:
        raise RuleError(_("This shift was cancelled."), code="cancelled")
    if shift.ends_at <= at:
        raise RuleError(_("This shift is over."), code="over")


def check_ahead(shift: Shift, *, at: datetime) -> None:
    """What volunteers do themselves they do before the shift begins."""
    check_standing(shift, at=at)
    if shift.starts_at <= at:
        raise RuleError(_("This shift has begun."), code="begun")


def check_not_on(shift: Shift, volunteer: Volunteer) -> None:
    if shift.sign_ups.running().filter(volunteer=volunteer).exists():
        raise RuleError(_("Is on this shift already."), code="already")


def put(
    shift: Shift,
    volunteer: Volunteer,
    status: str,
    source: str,
    *,
    by: User | None,
    at: datetime,
) -> SignUp:
    """A name on the shift or on its waiting list; shift and volunteer are locked."""
    made = SignUp(
        shift=shift,
        volunteer=volunteer,
        status=status,
        source=source,
        span=span_of(shift),
        asked_at=at,
    )
    keep(made)
    record(
        kind=f"sign_up.{status}",
        subject=made,
        by=by,
        at=at,
        also=[shift, volunteer],
        area=shift.area,
    )
    shift_reminders.follow(made, at=at)
    return made


def span_of(shift: Shift) -> DateTimeTZRange:
    return DateTimeTZRange(shift.starts_at, shift.ends_at)


def keep(sign_up: SignUp) -> None:
    """Save; what the database forbids is said in words."""
    with refusing_twins(
        patrols_signup_no_double_booking=_("There is another shift at that time."),
        patrols_signup_once_a_shift=_("Is on this shift already."),
    ):
        sign_up.save()


def move(
    sign_up: SignUp,
    target: SignUpStatus,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    event: str = "",
) -> SignUp:
    """Change what a place is, write it down, and let the reminders follow."""
    if not allows(sign_up.status, target):
        raise RuleError(
            _("This place is %(status)s; that cannot be done now.")
            % {"status": sign_up.get_status_display()},
            code="state",
        )
    before, sign_up.status = sign_up.status, target
    sign_up.reason = reason.strip()[:200] or sign_up.reason
    sign_up.answered_at, sign_up.answered_by = at, by
    sign_up.version += 1
    keep(sign_up)
    record(
        kind=event or f"sign_up.{target}",
        subject=sign_up,
        by=by,
        at=at,
        also=[sign_up.shift, sign_up.volunteer],
        area=sign_up.shift.area,
        changes={"status": [before, target.value]},
    )
    shift_reminders.follow(sign_up, at=at)
    if target not in HOLDING:
        swap_ends.close(sign_up, by=by, at=at)
    return sign_up


def refill(shift: Shift, *, at: datetime, never: Container[int] = ()) -> list[SignUp]:
    """Who waits the longest and may come moves up; the shift is locked.

    ``never``: those who are just giving up their places.
    """
    places = free(shift)
    moved: list[SignUp] = []
    if shift.status == ShiftStatus.OPEN and shift.starts_at > at and places > 0:
        moved = _move_up(shift, places, never, at=at)
    is_short = free(shift) > 0 and shift.starts_at - at < LATE
    if is_short and shift.status == ShiftStatus.OPEN and shift.starts_at > at:
        shift_reminders.tell_short(shift, at=at)
    return moved


def _move_up(shift: Shift, places: int, never, *, at: datetime) -> list[SignUp]:
    rows = shift.sign_ups.filter(status=SignUpStatus.WAITING)
    waiting = list(rows.select_for_update(of=("self",)).order_by("asked_at", "pk"))
    people = lock_volunteers(row.volunteer_id for row in waiting)
    barred = limits.bars_of(people.values(), shift)
    moved = []
    for row in waiting:
        if len(moved) == places:
            break
        if barred[row.volunteer_id] or row.volunteer_id in never:
            continue
        row.shift, row.volunteer = shift, people[row.volunteer_id]
        moved.append(_move_one_up(row, at=at))
    return moved


def _move_one_up(row: SignUp, *, at: datetime) -> SignUp:
    approved = row.shift.team.needs_approval
    target = SignUpStatus.REQUESTED if approved else SignUpStatus.CONFIRMED
    row = move(row, target, by=None, at=at, event="sign_up.moved_up")
    shift_reminders.tell_confirmed(row, at=at)
    return row
