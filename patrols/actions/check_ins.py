"""Check-ins: by scan or position, by the captain, and struck out by an officer."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import doubts, duty
from patrols.actions.duty import KEPT
from patrols.doubts import Proof
from patrols.models import CheckIn, Patrol, PatrolPoint, Volunteer
from patrols.workflow.patrols import Way
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

ONCE_WITHIN = timedelta(minutes=10)  # the same point counts once
CONFIRMED_WITHIN = timedelta(days=7)


@transaction.atomic
def check_in(
    *,
    volunteer: Volunteer,
    point: PatrolPoint,
    proof: Proof,
    by: User,
    at: datetime,
    client_key: UUID | None = None,
) -> CheckIn:
    """Somebody on duty is at a point.

    Sent twice, from two phones, or again within ten minutes it is one check-in; the
    better of two proofs stays.
    """
    moment = min(proof.made_at or at, at)
    if at - moment > KEPT:
        raise RuleError(_("That was more than three days ago."), code="too_old")
    if not point.is_active:
        raise RuleError(_("This point is out of use."), code="out_of_use")
    patrol = _patrol_of(volunteer, moment)
    if client_key and (sent := patrol.check_ins.filter(client_key=client_key).first()):
        return sent
    seen = doubts.look(proof, patrol=patrol, point=point, moment=moment, at=at)
    if twin := _twin(patrol, point, moment):
        return _prove(twin, proof, seen, by=by, at=at)
    made = CheckIn(
        patrol=patrol,
        point=point,
        area=point.area,
        at=moment,
        received_at=at,
        way=proof.way,
    )
    _write(made, proof, seen)
    if client_key:
        made.client_key = client_key
    made.save()
    record(kind="check_in.made", subject=made, by=by, at=at, also=[patrol, point])
    return made


@transaction.atomic
def confirm(
    *,
    patrol: Patrol,
    point: PatrolPoint,
    moment: datetime,
    by: User,
    at: datetime,
) -> CheckIn:
    """Whoever leads the team vouches for it, where the phone did not."""
    patrol = _held(patrol)
    if patrol.volunteer.user_id == by.pk:
        raise RuleError(_("Nobody vouches for themselves."), code="own")
    ended = patrol.ended_at or at
    if moment == patrol.started_at.replace(second=0, microsecond=0):
        moment = patrol.started_at  # said to the minute
    if not patrol.started_at <= moment <= min(ended, at):
        raise RuleError(_("That was outside this patrol."), code="outside")
    if at - moment > CONFIRMED_WITHIN:
        raise RuleError(_("That was more than a week ago."), code="too_old")
    if twin := _twin(patrol, point, moment):
        return twin
    made = CheckIn.objects.create(
        patrol=patrol,
        point=point,
        area=point.area,
        at=moment,
        received_at=at,
        way=Way.CAPTAIN,
        confirmed_by=by,
    )
    record(kind="check_in.confirmed", subject=made, by=by, at=at, also=[patrol, point])
    return made


@transaction.atomic
def strike(*, check_in: CheckIn, reason: str, by: User, at: datetime) -> CheckIn:
    """It does not count; what was sent and why it was struck out stays readable."""
    check_in = lock(check_in)
    if check_in.struck_at is not None:
        raise RuleError(_("It is struck out already."), code="struck")
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    check_in.struck_at, check_in.struck_by = at, by
    check_in.strike_reason = reason.strip()[:200]
    check_in.save()
    record(
        kind="check_in.struck",
        subject=check_in,
        by=by,
        at=at,
        also=[check_in.patrol, check_in.point],
        note=check_in.strike_reason,
    )
    return check_in


def _patrol_of(volunteer: Volunteer, moment: datetime) -> Patrol:
    """The patrol it belongs to, held: of two phones one waits for the other."""
    found = duty.patrol_at(volunteer, moment)
    if found is None:
        raise RuleError(_("Go on duty first."), code="not_on_duty")
    return _held(found)


def _held(patrol: Patrol) -> Patrol:
    rows = Patrol.objects.select_for_update(of=("self",))
    return rows.select_related("sign_up__shift", "volunteer").get(pk=patrol.pk)


def _twin(patrol: Patrol, point: PatrolPoint, moment: datetime) -> CheckIn | None:
    rows = patrol.check_ins.filter(point=point, struck_at__isnull=True)
    near = rows.filter(at__gt=moment - ONCE_WITHIN, at__lt=moment + ONCE_WITHIN)
    return near.order_by("at", "pk").first()


def _prove(twin: CheckIn, proof: Proof, seen: doubts.Finding, *, by, at) -> CheckIn:
    """A second, better proof of the same check-in."""
    if twin.way == Way.CAPTAIN or not set(seen.doubts) < set(twin.doubts):
        return twin
    before = list(twin.doubts)
    twin.way = proof.way
    _write(twin, proof, seen)
    twin.save()
    record(
        kind="check_in.proved",
        subject=twin,
        by=by,
        at=at,
        also=[twin.patrol, twin.point],
        changes={"doubts": [before, twin.doubts]},
    )
    return twin


def _write(made: CheckIn, proof: Proof, seen: doubts.Finding) -> None:
    made.doubts = seen.doubts
    made.distance_m = seen.distance_m
    made.accuracy_m = proof.accuracy_m if proof.has_position else None
    made.has_screen_code = seen.has_screen_code
