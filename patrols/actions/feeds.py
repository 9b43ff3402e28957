"""Calendar feeds: a secret address, told once; a new one ends the old."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from patrols.models import CalendarFeed, Team, Volunteer
from station import crypto
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def make(
    *, by: User, at: datetime, team: Team | None = None
) -> tuple[CalendarFeed, str]:
    """The address of one's own shifts, or of a team's; the one before ends.

    Raises ``RuleError`` for the own shifts of who is no volunteer.
    """
    lock(by)
    if team is None and not Volunteer.objects.of(by).exists():
        raise RuleError(
            _("You are not on the register of volunteers"), code="not_registered"
        )
    running = CalendarFeed.objects.filter(user=by, team=team, revoked_at=None)
    running.update(revoked_at=at, updated_at=at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user=by,
        team=team,
        token_hash=crypto.fingerprint(token),
        language=get_language() or "",
    )
    record(kind="calendar_feed.made", subject=feed, by=by, at=at)
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
