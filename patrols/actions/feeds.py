"""Calendar feeds: a secret address, told once; a new one ends the old."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from patrols.models import CalendarFeed, Team
from station import crypto
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def make(
    *, user: User, at: datetime, team: Team | None = None
) -> tuple[CalendarFeed, str]:
    """The address of one's own shifts, or of a team's; the one before ends."""
    lock(user)
    running = CalendarFeed.objects.filter(user=user, team=team, revoked_at=None)
    running.update(revoked_at=at, updated_at=at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user=user,
        team=team,
        token_hash=crypto.fingerprint(token),
        language=get_language() or "",
    )
    record(kind="calendar_feed.made", subject=feed, by=user, at=at)
    return feed, token


@transaction.atomic
def revoke(*, feed: CalendarFeed, by: User, at: datetime) -> CalendarFeed:
    """Nobody reads it any more."""
    feed = lock(feed)
    if feed.revoked_at is not None:
        raise RuleError(_("This address has ended already."), code="state")
    feed.revoked_at = at
    feed.save()
    record(kind="calendar_feed.revoked", subject=feed, by=by, at=at)
    return feed
