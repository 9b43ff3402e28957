"""The permit with which a phone keeps a round: asked after whenever there is signal.

The session of a phone in a lane runs out by itself, so the session cannot tell whether
its owner may still know who lives there. The permit can: it names the round, and stops
holding as soon as the station has sent the person away.
"""

from datetime import datetime

from django.core import signing
from django.utils.dateparse import parse_datetime

from households.models import Household, Round
from station import policy
from station.models import Event, User, reference

SALT = "households.round_permit"
# What ends the right to what a phone took along before.
SENT_AWAY = (
    "user.disabled",
    "user.sessions_ended",
    "user.session_ended",
    "user.password_changed",
    "user.second_factor_reset",
)


def issue(tour: Round, *, user: User, at: datetime) -> str:
    """What the phone shows later; it says nothing about anybody at a door."""
    facts = {"round": tour.pk, "user": user.pk, "at": at.isoformat()}
    return signing.dumps(facts, salt=SALT)


def holds(permit: str) -> bool:
    """May who got this permit still see the doors of the round on their phone?"""
    try:
        facts = signing.loads(permit, salt=SALT)
    except signing.BadSignature:
        return False
    user = User.objects.filter(pk=facts["user"], is_active=True).first()
    if user is None or _was_sent_away(user, since=parse_datetime(facts["at"])):
        return False
    return _still_sees(user, facts["round"])


def _was_sent_away(user: User, *, since: datetime) -> bool:
    about = Event.objects.filter(trail__contains=[reference(user)])
    return about.filter(kind__in=SENT_AWAY, happened_at__gt=since).exists()


def _still_sees(user: User, tour_id: int) -> bool:
    """The post may have ended, or lie in another village now."""
    if not policy.can(user, "round.view") or not policy.can(user, "visit.create"):
        return False
    tour = Round.objects.visible_to(user).filter(pk=tour_id).first()
    if tour is None:
        return False
    doors = Household.objects.filter(stops__round=tour)
    return not doors.exists() or doors.visible_to(user).exists()
