"""Going on duty and off again: by oneself, by the captain, with the shift's end."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from patrols import duty, limits, seasons
from patrols.models import Patrol, PatrolKind, Shift, SignUp, Team, Volunteer
from patrols.workflow.patrols import PatrolEnd
from patrols.workflow.rosters import Attendance, SignUpStatus
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

KEPT = timedelta(hours=72)  # how long a phone without signal may wait
OVERTIME = timedelta(minutes=30)  # then a forgotten patrol ends with its shift
LIVE = timedelta(minutes=15)
SHORTEST_DAY = timedelta(hours=1)  # the least a station may allow


@transaction.atomic
def go_on(
    *,
    volunteer: Volunteer,
    by: User,
    at: datetime,
    kind: PatrolKind | None = None,
    sign_up: SignUp | None = None,
    is_tracked: bool = False,
    began: datetime | None = None,
    client_key: UUID | None = None,
) -> Patrol:
    """On duty: on the shift one has a place on, else of one's own accord.

    From two phones at once, or sent twice, it is one patrol.
    """
    volunteer = lock(volunteer)
    began = _moment(began, at=at)
    if found := _known(volunteer, began, client_key):
        return found
    if not volunteer.serves:
        raise RuleError(_("Only who serves goes on duty."), code="not_serving")
    place = sign_up or duty.place_at(volunteer, began)
    if place is not None:
        patrol = _on_shift(volunteer, place, began)
    else:
        patrol = _of_own_accord(volunteer, kind, began, at=at)
    patrol.is_tracked = is_tracked and volunteer.may_be_tracked
    patrol.client_key = client_key or patrol.client_key
    patrol.save()
    also = [volunteer, *([place.shift] if place else [])]
    record(kind="patrol.started", subject=patrol, by=by, at=at, also=also)
    return patrol


@transaction.atomic
def go_off(
    *, patrol: Patrol, by: User, at: datetime, ended: datetime | None = None
) -> Patrol:
    """Off duty; said twice it is once."""
    patrol = _locked(patrol)
    if not patrol.is_running:
        return patrol
    return _end(patrol, PatrolEnd.SELF, _moment(ended, at=at), by=by, at=at)


@transaction.atomic
def end_for(
    *, patrol: Patrol, by: User, at: datetime, ended: datetime | None = None
) -> Patrol:
    """Whoever leads the team ends it for somebody who forgot to."""
    patrol = _locked(patrol)
    if not patrol.is_running:
        raise RuleError(_("This patrol has ended already."), code="ended")
    if patrol.volunteer.user_id == by.pk:
        raise RuleError(_("End your own patrol yourself."), code="own")
    return _end(patrol, PatrolEnd.CAPTAIN, _moment(ended, at=at), by=by, at=at)


def end_forgotten(*, at: datetime) -> int:
    """Those whose shift is over for half an hour, or who are out for too long."""
    late = at - OVERTIME
    rows = Patrol.objects.running().select_related("sign_up__shift", "area")
    rows = rows.filter(
        Q(sign_up__shift__ends_at__lte=late)
        | Q(sign_up__isnull=True, started_at__lte=late - SHORTEST_DAY)
    )
    ended = 0
    for patrol in rows.order_by("pk"):
        over = _over_at(patrol)
        if over <= late:
            ended += _end_with_shift(patrol, max(over, patrol.started_at), at=at)
    return ended


@transaction.atomic
def note_checks(
    *, patrol: Patrol, states: dict[int, str], by: User, at: datetime
) -> Patrol:
    """What was looked at on the way: fine, or trouble found."""
    patrol = lock(patrol)
    known = set(patrol.kind.checks.values_list("pk", flat=True))
    if set(states) - known or set(states.values()) - {"fine", "trouble"}:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    patrol.checks = patrol.checks | {str(pk): state for pk, state in states.items()}
    patrol.version += 1
    patrol.save(update_fields=["checks", "version", "updated_at"])
    record(kind="patrol.checked", subject=patrol, by=by, at=at)
    return patrol


def _moment(said: datetime | None, *, at: datetime) -> datetime:
    """When the phone says it was; never ahead of now, never from days ago."""
    moment = min(said or at, at)
    if at - moment > KEPT:
        raise RuleError(_("That was more than three days ago."), code="too_old")
    return moment


def _known(volunteer: Volunteer, began: datetime, key: UUID | None) -> Patrol | None:
    """The patrol that was sent already, or that somebody is on."""
    rows = Patrol.objects.filter(volunteer=volunteer)
    if key is not None and (found := rows.filter(client_key=key).first()):
        return found
    during = rows.filter(started_at__lte=began, ended_at__gt=began)
    return rows.running().first() or during.first()


def _on_shift(volunteer: Volunteer, place: SignUp, began: datetime) -> Patrol:
    """The patrol of a place on a shift; who comes back goes on with the same one."""
    if place.volunteer_id != volunteer.pk:
        raise RuleError(_("This is another person's place."), code="not_yours")
    place = lock(place)
    if place.status != SignUpStatus.CONFIRMED or not place.shift.is_standing:
        raise RuleError(_("You have no place on this shift."), code="no_place")
    shift = place.shift
    if began < shift.starts_at - duty.EARLY:
        raise RuleError(_("This shift has not begun yet."), code="too_early")
    if began >= shift.ends_at:
        raise RuleError(_("This shift is over."), code="too_late")
    place.attendance = Attendance.CAME
    place.version += 1
    place.save(update_fields=["attendance", "version", "updated_at"])
    if earlier := Patrol.objects.filter(sign_up=place).first():
        earlier.ended_at, earlier.end, earlier.minutes = None, "", 0
        earlier.version += 1
        return earlier
    return Patrol(
        volunteer=volunteer,
        team=shift.team,
        area=shift.area,
        kind=shift.kind,
        sign_up=place,
        started_at=began,
    )


def _of_own_accord(
    volunteer: Volunteer, kind: PatrolKind | None, began: datetime, *, at: datetime
) -> Patrol:
    if kind is None:
        raise RuleError(_("Say what kind of patrol it is."), code="no_kind")
    seasons.check(kind, on=working_days.local_date(began))
    member = volunteer.memberships.current().order_by("pk").first()
    if member is None:
        raise RuleError(_("You are in no team yet."), code="no_team")
    team = Team.objects.select_related("area").get(pk=member.team_id)
    # What protects people holds outside the roster too.
    outing = Shift(
        team=team,
        area=team.area,
        kind=kind,
        starts_at=began,
        ends_at=began + SHORTEST_DAY,
    )
    limits.check_person(volunteer, outing)
    if at - began < LIVE:  # what was walked without signal stays true
        limits.check_hours(volunteer, (began, outing.ends_at), team.area)
    return Patrol(
        volunteer=volunteer, team=team, area=team.area, kind=kind, started_at=began
    )


def _locked(patrol: Patrol) -> Patrol:
    """The patrol, held, with what tells how many of its minutes count."""
    rows = Patrol.objects.select_for_update(of=("self",))
    joined = rows.select_related("sign_up__shift", "area", "volunteer")
    return joined.get(pk=patrol.pk)


def _over_at(patrol: Patrol) -> datetime:
    if patrol.sign_up is not None:
        return patrol.sign_up.shift.ends_at
    hours = limits.rules_of(patrol.area).hours_a_day
    return patrol.started_at + timedelta(hours=hours)


@transaction.atomic
def _end_with_shift(patrol: Patrol, ended: datetime, *, at: datetime) -> bool:
    patrol = _locked(patrol)
    if not patrol.is_running:
        return False
    _end(patrol, PatrolEnd.SHIFT, ended, by=None, at=at)
    return True


def _end(patrol: Patrol, how: PatrolEnd, ended: datetime, *, by, at) -> Patrol:
    patrol.ended_at, patrol.end = max(ended, patrol.started_at), how
    patrol.minutes = duty.minutes_that_count(patrol, patrol.ended_at)
    patrol.version += 1
    patrol.save(update_fields=["ended_at", "end", "minutes", "version", "updated_at"])
    record(
        kind="patrol.ended",
        subject=patrol,
        by=by,
        at=at,
        also=[patrol.volunteer],
        changes={"minutes": [0, patrol.minutes]},
    )
    return patrol
