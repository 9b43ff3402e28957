"""Who is out, and which patrol something belongs to."""

from datetime import datetime, timedelta

from django.db.models import Q

from patrols import limits
from patrols.models import Patrol, SignUp, Volunteer
from patrols.workflow.rosters import ShiftStatus, SignUpStatus
from station.models import User

EARLY = timedelta(minutes=30)  # before the shift one may begin
AFTER = timedelta(minutes=30)  # what is sent of somebody who went home just now


def running_of(user: User) -> Patrol | None:
    """The patrol somebody is out on."""
    rows = Patrol.objects.running().filter(volunteer__user=user)
    return rows.for_list().first()


def patrol_at(volunteer: Volunteer, at: datetime) -> Patrol | None:
    """The patrol during which something happened, or that had ended just before."""
    rows = Patrol.objects.filter(volunteer=volunteer, started_at__lte=at)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=at - AFTER))
    return rows.order_by("-started_at", "-pk").first()


def place_at(volunteer: Volunteer, at: datetime) -> SignUp | None:
    """The place on a shift that runs or begins shortly."""
    rows = SignUp.objects.filter(
        volunteer=volunteer,
        status=SignUpStatus.CONFIRMED,
        shift__status=ShiftStatus.OPEN,
        shift__starts_at__lte=at + EARLY,
        shift__ends_at__gt=at,
    )
    return rows.for_list().order_by("shift__starts_at", "pk").first()


def minutes_that_count(patrol: Patrol, until: datetime) -> int:
    """The part within the shift; of one's own accord the time out, up to a day's most."""
    since, most = patrol.started_at, None
    if patrol.sign_up is not None:
        shift = patrol.sign_up.shift
        since, until = max(since, shift.starts_at), min(until, shift.ends_at)
    else:
        most = limits.rules_of(patrol.area).hours_a_day * 60
    minutes = max(0, int((until - since).total_seconds() // 60))
    return minutes if most is None else min(minutes, most)
