"""Keys of REST clients: shown once, kept hashed, short-lived, taken back at once."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from station import crypto, policy
from station.actions import limits
from station.actions.events import record
from station.actions.limits import Limit, TooMany
from station.actions.locking import lock
from station.errors import RuleError
from station.models import ServiceToken, User
from station.origin import Caller

log = structlog.get_logger(__name__)

BEGINS = "fq_"
BAD_KEYS = Limit("bad key", 20, timedelta(minutes=15), quiet=True)
MINUTE = timedelta(minutes=1)


@transaction.atomic
def issue(
    *,
    user: User,
    name: str,
    by: User,
    at: datetime,
    expires_at: datetime,
    resources: list[str] = (),
    may_write: bool = False,
) -> tuple[ServiceToken, str]:
    """Make a key for a machine; returns it with the text shown this once."""
    user = lock(user)
    _check(user, by, list(resources), at, expires_at)
    key = BEGINS + crypto.new_code(32)
    token = ServiceToken.objects.create(
        user=user,
        name=name,
        prefix=key[:8],
        key_hash=crypto.fingerprint(key),
        resources=sorted(resources),
        may_write=may_write,
        expires_at=expires_at,
        created_by=by,
    )
    record(
        kind="token.issued",
        subject=token,
        also=[user],
        by=by,
        at=at,
        changes={
            "resources": [None, token.resources],
            "may_write": [None, may_write],
            "expires_at": [None, expires_at.isoformat()],
        },
    )
    return token, key


@transaction.atomic
def revoke(*, token: ServiceToken, by: User, at: datetime) -> ServiceToken:
    """Take a key back; the next request with it is refused."""
    if not policy.can(by, "token.revoke") or not _in_charge(by, token.user, "revoke"):
        raise RuleError(_("This key is not in your charge."), code="forbidden")
    token = ServiceToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise RuleError(_("The key was taken back already."), code="already")
    token.revoked_at, token.revoked_by = at, by
    token.save(update_fields=["revoked_at", "revoked_by", "updated_at"])
    record(kind="token.revoked", subject=token, also=[token.user], by=by, at=at)
    return token


def find(*, key: str, caller: Caller, at: datetime) -> ServiceToken | None:
    """The valid key behind this text, its use noted at most once a minute.

    Raises TooMany when too many wrong keys came from there; a right one always works.
    """
    token = (
        ServiceToken.objects.select_related("user")
        .filter(key_hash=crypto.fingerprint(key))
        .first()
    )
    if token is None or not token.is_valid(at=at) or not token.user.is_active:
        _refuse(token, caller, at)
        return None
    if token.last_used_at is None or at - token.last_used_at > MINUTE:
        ServiceToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def _refuse(token: ServiceToken | None, caller: Caller, at: datetime) -> None:
    taken = limits.take(BAD_KEYS, caller.network, at=at)
    if token is not None:
        log.warning("dead key used", key_id=token.pk)
    if not taken.is_allowed:
        raise TooMany(_("Too many wrong keys."), wait=taken.seconds_left(at=at))


def _check(user, by, resources, at, expires_at) -> None:
    if not policy.can(by, "token.create") or not _in_charge(by, user, "create"):
        raise RuleError(_("This account is not in your charge."), code="forbidden")
    if not user.is_service or not user.is_active:
        raise RuleError(_("Only an open account of a machine gets a key."))
    if not at < expires_at <= at + timedelta(days=settings.TOKEN_DAYS):
        raise RuleError(
            _("A key lasts at most %(days)s days.") % {"days": settings.TOKEN_DAYS},
            code="too_long",
        )
    unknown = [name for name in resources if name not in policy.TABLE]
    if unknown:
        raise RuleError(_("There is no resource of that name."), code="unknown")


def _in_charge(by: User, user: User, action: str) -> bool:
    """Every place the machine may read lies in this person's charge."""
    scope = policy.scope(by, f"token.{action}")
    if scope.everything:
        return True
    places = {post.area_id for post in user.posts.all()}
    return bool(places) and places <= scope.area_ids
