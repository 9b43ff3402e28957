"""Shifts: made, changed, published, cancelled, with everybody on them told."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import limits, seasons
from patrols.actions import places, shift_reminders
from patrols.models import PatrolKind, RosterPeriod, Route, Shift, SignUp, Team
from patrols.workflow.people import Skill
from patrols.workflow.rosters import (
    PeriodStatus,
    ShiftStatus,
    SignUpStatus,
    allows,
)
from station import working_days
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

LONGEST = timedelta(hours=12)
FIELDS = (
    "kind", "route", "place", "starts_at", "ends_at", "needed", "skills", "is_risky",
    "note",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a shift is: which patrol, where, when, how many."""

    kind: PatrolKind
    starts_at: datetime
    ends_at: datetime
    needed: int = 2
    area: Area | None = None  # else the team's
    route: Route | None = None
    place: str = ""
    skills: tuple[str, ...] = ()
    is_risky: bool = False
    note: str = ""


@transaction.atomic
def create(*, team: Team, facts: Facts, by: User, at: datetime) -> Shift:
    """A single shift: published at once, or with the roster it falls into."""
    if team.dissolved_on is not None:
        raise RuleError(_("This team was dissolved."), code="dissolved")
    check(facts, at=at)
    check_area(facts.area, team)
    period = period_of(team, facts.starts_at)
    is_draft = period is not None and period.status == PeriodStatus.DRAFT
    shift = Shift(
        team=team,
        area=facts.area or team.area,
        period=period,
        status=ShiftStatus.PLANNED if is_draft else ShiftStatus.OPEN,
    )
    _write(shift, facts)
    shift.save()
    record(kind="shift.created", subject=shift, by=by, at=at, also=[team])
    return shift


@transaction.atomic
def edit(*, shift: Shift, facts: Facts, version: int, by: User, at: datetime) -> Shift:
    """Move or change it; nobody on it may come to break a limit by that."""
    shift = places.lock_shift(shift, version=version)
    places.check_standing(shift, at=at)
    same = (facts.starts_at, facts.kind.pk) == (shift.starts_at, shift.kind_id)
    check(facts, at=at, is_new=not same)
    check_area(facts.area, shift.team)
    before = copy.copy(shift)
    _write(shift, facts)
    rows = list(shift.sign_ups.running().order_by("pk"))
    held = sum(row.holds for row in rows)
    if shift.needed < held:
        raise RuleError(
            _("%(n)d people are on it already. Take some off first.") % {"n": held},
            code="too_few",
        )
    shift.version += 1
    people = places.lock_volunteers(row.volunteer_id for row in rows)
    _check_all(shift, [people[row.volunteer_id] for row in rows if row.holds])
    shift.save()
    changes = events.differences(before, shift, FIELDS)
    record(kind="shift.edited", subject=shift, by=by, at=at, changes=changes)
    if {"starts_at", "ends_at", "place", "route", "kind"} & changes.keys():
        _carry(shift, rows, people, at=at)
    places.refill(shift, at=at)
    return shift


@transaction.atomic
def publish(*, shift: Shift, version: int, by: User, at: datetime) -> Shift:
    """One shift ahead of its roster."""
    shift = places.lock_shift(shift, version=version)
    places.check_standing(shift, at=at)
    open_up([shift], by=by, at=at)
    return shift


def open_up(rows: Iterable[Shift], *, by: User, at: datetime) -> None:
    """From now on people may sign up; who was put down is asked."""
    shifts = {shift.pk: shift for shift in rows}
    for shift in shifts.values():
        _move(shift, ShiftStatus.OPEN)
        shift.save()
        record(kind="shift.published", subject=shift, by=by, at=at, also=[shift.team])
    put_down = SignUp.objects.filter(shift__in=shifts, status=SignUpStatus.PROPOSED)
    for row in put_down.order_by("pk"):
        row.shift = shifts[row.shift_id]
        if row.shift.starts_at > at:
            shift_reminders.ask(row, at=at)


@transaction.atomic
def cancel(*, shift: Shift, reason: str, version: int, by: User, at: datetime) -> Shift:
    """It does not take place; everybody on it is told."""
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    shift = places.lock_shift(shift, version=version)
    places.check_standing(shift, at=at)
    was_open = shift.status == ShiftStatus.OPEN
    rows = list(shift.sign_ups.running().select_related("volunteer").order_by("pk"))
    for row in rows:
        row.shift = shift
        places.move(row, SignUpStatus.CANCELLED, by=by, at=at, reason=reason)
        if was_open:
            shift_reminders.tell_removed(row, at=at)
    _move(shift, ShiftStatus.CANCELLED)
    shift.cancelled_at, shift.cancelled_by = at, by
    shift.cancel_reason = reason.strip()[:200]
    shift.save()
    shift_reminders.silence_shift(shift, at=at)
    record(
        kind="shift.cancelled",
        subject=shift,
        by=by,
        at=at,
        also=[shift.team],
        note=reason.strip()[:200],
    )
    return shift


def check(facts: Facts, *, at: datetime, is_new: bool = True) -> None:
    """What every shift must be, whoever makes it."""
    if facts.ends_at <= facts.starts_at:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if facts.ends_at - facts.starts_at > LONGEST:
        raise RuleError(_("A shift lasts twelve hours at the most."), code="too_long")
    if is_new and facts.starts_at <= at:
        raise RuleError(_("The time must lie ahead."), code="past")
    if not 1 <= facts.needed <= 60:
        raise RuleError(_("Between 1 and 60 people."), code="needed")
    if set(facts.skills) - set(Skill.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if is_new:
        seasons.check(facts.kind, on=working_days.local_date(facts.starts_at))


def check_area(area: Area | None, team: Team) -> None:
    """A team patrols where it is at home."""
    if area is not None and not area.path.startswith(team.area.path):
        raise RuleError(_("This place lies outside the team's area."), code="area")


def period_of(team: Team, starts_at: datetime) -> RosterPeriod | None:
    """The roster of the team that this moment falls into."""
    on = working_days.local_date(starts_at)
    rows = RosterPeriod.objects.filter(team=team, from_on__lte=on, until_on__gte=on)
    found = rows.first()
    return lock(found) if found is not None else None


def _write(shift: Shift, facts: Facts) -> None:
    for name in FIELDS:
        setattr(shift, name, getattr(facts, name))
    shift.skills = [skill for skill in Skill.values if skill in facts.skills]
    shift.place, shift.note = facts.place.strip(), facts.note.strip()
    if facts.area is not None:
        shift.area = facts.area


def _move(shift: Shift, target: ShiftStatus) -> None:
    if not allows(shift.status, target):
        raise RuleError(
            _("This shift is %(status)s already.")
            % {"status": shift.get_status_display()},
            code="state",
        )
    shift.status = target
    shift.version += 1


def _check_all(shift: Shift, people: list) -> None:
    """Refuse a change that would make somebody break a limit, and say who."""
    for pk, found in limits.bars_of(people, shift).items():
        if found:
            who = next(one.name for one in people if one.pk == pk)
            why = limits.refusal(found[0], shift)
            raise RuleError(
                _("%(who)s is on it: %(why)s") % {"who": who, "why": why},
                code=why.code,
            )


def _carry(shift: Shift, rows: list[SignUp], people: dict, *, at: datetime) -> None:
    """The places go along with the shift; everybody is told."""
    for row in rows:
        row.shift, row.volunteer = shift, people[row.volunteer_id]
        row.span = places.span_of(shift)
        row.version += 1
        places.keep(row)
        if shift.status == ShiftStatus.OPEN:
            shift_reminders.changed(row, at=at)
