"""Clocks: started, held while time does not count, extended, ended."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.actions.reckoning import EXTENSION, book_for, reckon
from disputes.models import Clock, ClockPause, Dispute
from disputes.workflow.law import ClockReason, ClockState, PauseReason
from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User
from station.registry import registry

MORNING = time(9)
BY_HAND = (
    "case.limit",
    "court.online_accept",
    "court.online_before",
    "court.online_ordinary",
    "court.online_summary",
)
AHEAD = 2  # working days before the last one on which it is said to be soon


@transaction.atomic
def start(
    *,
    dispute: Dispute,
    code: str,
    started_on: date,
    by: User,
    at: datetime,
    reason: str = ClockReason.COURT,
    note: str = "",
    version: int | None = None,
) -> Clock:
    """A clock that begins with what others do: the case is filed, the court has it."""
    dispute = moves.lock_open(dispute, version)
    if code not in BY_HAND or reason not in ClockReason.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    _check_past(started_on, at)
    if dispute.clocks.going().filter(code=code).exists():
        raise RuleError(_("This clock is going already."), code="going")
    return begin(
        dispute, code, on=started_on, reason=reason, by=by, at=at, note=note.strip()
    )


@transaction.atomic
def pause(
    *,
    clock: Clock,
    reason: str,
    from_on: date,
    by: User,
    at: datetime,
    note: str = "",
    version: int | None = None,
) -> Clock:
    """From that day on time does not count."""
    clock = _lock(clock, version)
    if clock.state != ClockState.RUNNING:
        raise RuleError(_("This clock stands still already."), code="paused")
    if reason not in PauseReason.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    _check_past(from_on, at)
    if not clock.started_on <= from_on <= clock.due_on:
        raise RuleError(_("That day lies outside the clock."), code="outside")
    if clock.pauses.filter(until_on__gt=from_on).exists():
        raise RuleError(_("It stood still on that day already."), code="outside")
    ClockPause.objects.create(
        clock=clock, from_on=from_on, reason=reason, note=note.strip(), by=by
    )
    clock.state = ClockState.PAUSED
    _save(clock, at=at)
    _note("clock.paused", clock, by=by, at=at, words=PauseReason(reason).label)
    return clock


@transaction.atomic
def resume(
    *,
    clock: Clock,
    until_on: date,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Clock:
    """It goes on; the days between are added at its end."""
    clock = _lock(clock, version)
    if clock.state != ClockState.PAUSED:
        raise RuleError(_("This clock does not stand still."), code="not_paused")
    _check_past(until_on, at)
    held = clock.pauses.select_for_update().get(until_on=None)
    if until_on < held.from_on:
        raise RuleError(_("That day lies before the pause."), code="outside")
    held.until_on = until_on
    held.save()
    clock.state = ClockState.RUNNING
    before = clock.due_on
    _reckon(clock)
    _save(clock, at=at)
    _note("clock.resumed", clock, by=by, at=at, due=before)
    return clock


@transaction.atomic
def extend(
    *,
    clock: Clock,
    approved_by: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Clock:
    """Once more the time the law grants, with the approval it asks for."""
    clock = _lock(clock, version)
    if clock.code not in EXTENSION:
        raise RuleError(_("This time cannot be extended."), code="no_extension")
    if not approved_by.strip():
        raise RuleError(_("Say who approved it."), code="no_approval")
    book = book_for(clock.dispute, [clock.code])
    rule = book.rule(EXTENSION[clock.code][0])
    if clock.extensions >= rule.value:
        raise RuleError(
            _("It was extended as often as the law allows: %(n)d (%(article)s).")
            % {"n": rule.value, "article": rule.article},
            code="no_extension",
        )
    clock.extensions += 1
    clock.approved_by = approved_by.strip()
    before = clock.due_on
    _reckon(clock)
    _save(clock, at=at)
    _note("clock.extended", clock, by=by, at=at, due=before)
    return clock


@transaction.atomic
def stop(
    *, clock: Clock, ended_on: date, by: User, at: datetime, version: int | None = None
) -> Clock:
    """What it gave time for is done."""
    clock = _lock(clock, version)
    _check_past(ended_on, at)
    if ended_on < clock.started_on:
        raise RuleError(_("That day lies outside the clock."), code="outside")
    finish(clock, on=ended_on, is_done=True, at=at)
    _note("clock.ended", clock, by=by, at=at)
    return clock


# -- the parts, inside the transaction of what makes them ---------------------------


def begin(
    dispute: Dispute,
    code: str,
    *,
    on: date,
    reason: str,
    at: datetime,
    by: User | None = None,
    note: str = "",
) -> Clock:
    """Start a clock; one of the same kind that goes gives way to it."""
    for going in dispute.clocks.going().filter(code=code):
        finish(going, on=on, is_done=False, at=at)
    clock = Clock(
        dispute=dispute,
        code=code,
        reason=reason,
        started_on=on,
        due_on=on,
        note=note,
    )
    _reckon(clock, is_new=True)
    clock.save()
    remind(clock, at=at)
    _note("clock.started", clock, by=by, at=at)
    return clock


def finish(clock: Clock, *, on: date, is_done: bool, at: datetime) -> None:
    """Kept, missed, or simply no longer needed."""
    day = max(on, clock.started_on)
    if not is_done:
        clock.state = ClockState.STOPPED
    elif clock.state == ClockState.PAUSED or day <= clock.due_on:
        clock.state = ClockState.MET
    else:
        clock.state = ClockState.MISSED
    clock.ended_on = day
    clock.pauses.filter(until_on=None).update(until_on=day)
    clock.version += 1
    clock.save()
    reminders.silence(subject=clock, at=at)


def remind(clock: Clock, *, at: datetime) -> None:
    """Soon, on the last day, late, and to the chief; nothing while it stands still."""
    reminders.silence(subject=clock, at=at)
    if clock.state != ClockState.RUNNING:
        return
    calendar = working_days.calendar()
    planned = {
        "clock.soon": _ahead(calendar, clock.due_on),
        "clock.due": clock.due_on,
        "clock.late": calendar.add_days(clock.due_on, 1),
        "clock.chief": calendar.add_days(clock.due_on, 2),
    }
    moments = {
        kind: working_days.at_clock(day, MORNING)
        for kind, day in planned.items()
        if day > clock.started_on
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in moments.items() if moment > at},
        subject=clock,
        edition=clock.version,
    )


def _ahead(calendar: working_days.WorkingCalendar, due_on: date) -> date:
    day, left = due_on, AHEAD
    while left > 0:
        day -= working_days.ONE_DAY
        left -= calendar.is_working(day)
    return day


def _reckon(clock: Clock, *, is_new: bool = False) -> None:
    book = book_for(clock.dispute, [clock.code])
    pauses = () if is_new else clock.pauses.all()
    clock.due_on = reckon(clock, book, pauses).due_on


def _lock(clock: Clock, version: int | None) -> Clock:
    clock = lock(clock, version=version)
    if not clock.is_going:
        raise RuleError(_("This clock has ended."), code="ended")
    return clock


def _save(clock: Clock, *, at: datetime) -> None:
    clock.version += 1
    clock.save()
    remind(clock, at=at)


def _check_past(day: date, at: datetime) -> None:
    if day > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")


def _note(
    kind: str,
    clock: Clock,
    *,
    by: User | None,
    at: datetime,
    due: date | None = None,
    words: str = "",
) -> None:
    """On the timeline of the dispute, with the day it gives time until."""
    changes = {}
    if due != clock.due_on:
        changes["due_on"] = [due and due.isoformat(), clock.due_on.isoformat()]
    record(
        kind=kind,
        subject=clock,
        by=by,
        at=at,
        also=[clock.dispute],
        changes=changes,
        note=" · ".join(filter(None, [_title(clock), str(words)])),
    )


def _title(clock: Clock) -> str:
    """What the limit is called."""
    return registry.legal[clock.code][-1].title
