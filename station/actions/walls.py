"""Wall screens: put up with a secret address, shown, taken down."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from station import crypto, policy
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User, WallScreen

SIGN_OF_LIFE = timedelta(minutes=15)  # each one is a write that lists look at
MOST = 20  # of one area


@transaction.atomic
def put_up(*, area: Area, name: str, by: User, at: datetime) -> tuple[WallScreen, str]:
    """A screen for a place; returns it with the address' secret, told this once.

    Raises RuleError for a place that is not in one's charge, and when there are twenty.
    """
    scope = policy.scope(by, "wall_screen.create")
    if not (scope.everything or area.pk in scope.area_ids):
        raise RuleError(_("This place is not in your charge."), code="area")
    lock(area)
    if WallScreen.objects.filter(area=area, ended_at=None).count() >= MOST:
        raise RuleError(
            _("There are twenty screens of this place. End one first."), code="too_many"
        )
    token = secrets.token_urlsafe(32)
    screen = WallScreen.objects.create(
        area=area,
        name=name,
        token_hash=crypto.fingerprint(token),
        made_by=by,
        language=get_language() or "",
    )
    record(kind="wall_screen.put_up", subject=screen, by=by, at=at)
    return screen, token


@transaction.atomic
def take_down(*, screen: WallScreen, by: User, at: datetime) -> WallScreen:
    """The address shows nothing any more."""
    screen = lock(screen)
    if screen.ended_at is not None:
        raise RuleError(_("This screen has ended already."), code="state")
    screen.ended_at, screen.ended_by = at, by
    screen.save(update_fields=["ended_at", "ended_by", "updated_at"])
    record(kind="wall_screen.taken_down", subject=screen, by=by, at=at)
    return screen


def find(*, token: str, at: datetime) -> WallScreen | None:
    """The running screen behind a secret; that it is alive is noted every quarter of an hour.

    None when it has ended, or who put it up may not see the place any more.
    """
    rows = WallScreen.objects.select_related("area", "made_by").defer("token_hash")
    screen = rows.filter(token_hash=crypto.fingerprint(token), ended_at=None).first()
    if screen is None or not policy.can(screen.made_by, "wall_screen.view", screen):
        return None
    if screen.seen_at is None or at - screen.seen_at >= SIGN_OF_LIFE:
        WallScreen.objects.filter(pk=screen.pk).update(seen_at=at)
    return screen
