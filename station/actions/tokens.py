"""Keys of REST clients: shown once, kept hashed, short-lived, taken back at once."""

from datetime import date, datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from station import crypto, policy
from station.actions import limits, reminders
from station.actions.events import differences, record
from station.actions.limits import Limit, Taken, TooMany
from station.actions.locking import lock
from station.actions.token_limits import check_limits
from station.errors import RuleError
from station.models import Area, Post, ServiceToken, User
from station.origin import Caller
from station.written_once import SideBySide

log = structlog.get_logger(__name__)

BEGINS = "fq_"
BAD_KEYS = Limit("bad key", 20, timedelta(minutes=15), quiet=True)
MINUTE = timedelta(minutes=1)
ENDING = "token.ending"
ELSEWHERE = "token.elsewhere"
OPENED = SideBySide(
    ServiceToken,
    User,
    Post,
    Area,
    rest=f"""FROM station_servicetoken
JOIN station_user ON station_user.id = station_servicetoken.user_id
LEFT JOIN station_post
  ON station_post.user_id = station_user.id AND {policy.ON_DAY}
LEFT JOIN station_area ON station_area.id = station_post.area_id
WHERE station_servicetoken.key_hash = %s""",
)
LIMITS = ("name", "resources", "fields", "may_write", "allowed_addresses", "rate")


@transaction.atomic
def issue(
    *, user: User, name: str, by: User, at: datetime, expires_at: datetime, **limits_of
) -> tuple[ServiceToken, str]:
    """Make a key for a machine; returns it with the text shown this once.

    ``limits_of``: resources, fields, may_write, allowed_addresses and rate.
    """
    user = lock(user)
    _check_account(user, by, "create")
    _check_end(at, expires_at)
    facts = {"name": name, "rate": settings.TOKEN_RATE, **limits_of}
    token, key = _made(user, check_limits(facts), by, expires_at)
    _record_issued(token, by, at)
    return token, key


@transaction.atomic
def edit(
    *, token: ServiceToken, version: int, by: User, at: datetime, **changes
) -> ServiceToken:
    """Give a key other limits; from the next request on they hold."""
    _check_account(token.user, by, "edit")
    token = _living(token, at=at, version=version)
    before = ServiceToken.objects.get(pk=token.pk)
    for field, value in check_limits(changes).items():
        setattr(token, field, value)
    token.version += 1
    token.save(update_fields=[*LIMITS, "version", "updated_at"])
    record(
        kind="token.edited",
        subject=token,
        also=[token.user],
        by=by,
        at=at,
        changes=differences(before, token, LIMITS),
    )
    return token


@transaction.atomic
def rotate(
    *,
    token: ServiceToken,
    by: User,
    at: datetime,
    expires_at: datetime,
    old_ends_at: datetime,
) -> tuple[ServiceToken, str]:
    """A new key with the same limits; the old one ends a little later by itself."""
    user = lock(token.user)
    _check_account(user, by, "create")
    _check_end(at, expires_at)
    token = _living(token, at=at)
    if ServiceToken.objects.filter(replaces=token).exists():
        raise RuleError(_("There is a new key for this one already."), code="already")
    if not at <= old_ends_at <= expires_at:
        raise RuleError(_("The old key ends now or later."), code="end_invalid")
    facts = {name: getattr(token, name) for name in LIMITS} | {"replaces": token}
    made, key = _made(user, facts, by, expires_at)
    _record_issued(made, by, at)
    _end_sooner(token, min(token.expires_at, old_ends_at), by, at)
    return made, key


@transaction.atomic
def revoke(*, token: ServiceToken, by: User, at: datetime) -> ServiceToken:
    """Take a key back; the next request with it is refused."""
    if not policy.can(by, "token.revoke") or not _in_charge(by, token.user, "revoke"):
        raise RuleError(_("This key is not in your charge."), code="forbidden")
    token = ServiceToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is not None:
        raise RuleError(_("The key was taken back already."), code="already")
    token.revoked_at, token.revoked_by = at, by
    token.version += 1
    token.save(update_fields=["revoked_at", "revoked_by", "version", "updated_at"])
    record(kind="token.revoked", subject=token, also=[token.user], by=by, at=at)
    reminders.silence(subject=token, at=at)
    return token


def find(*, key: str, caller: Caller, at: datetime) -> ServiceToken | None:
    """The valid key behind this text, its use noted at most once a minute.

    Raises TooMany when too many wrong keys came from there; a right one always works,
    from the addresses it is for.
    """
    token = _behind(key, on=timezone.localdate(at))
    if token is None or not token.is_valid(at=at) or not token.user.is_active:
        _refuse(token, caller, at)
        return None
    if not token.is_open_to(caller.address):
        _refuse_elsewhere(token, caller, at)
    _note_use(token, caller, at)
    return token


def count_request(*, token: ServiceToken, at: datetime) -> Taken:
    """One more request with this key: is it still within its rate?"""
    limit = Limit("key", token.rate, MINUTE)
    return limits.take(limit, str(token.pk), at=at)


def _behind(key: str, *, on: date) -> ServiceToken | None:
    """The key of this text, dead or alive, with its account and that day's posts."""
    found = OPENED.fetch(on, on, crypto.fingerprint(key))
    if not found:
        return None
    token, user, *_post = found[0]
    token.user = user
    policy.begin(user, (row[2:] for row in found))
    return token


def _note_use(token: ServiceToken, caller: Caller, at: datetime) -> None:
    """When and from where, at most once a minute and address."""
    known = token.last_used_at is not None and at - token.last_used_at <= MINUTE
    if not known or token.last_used_from != caller.address:
        rows = ServiceToken.objects.filter(pk=token.pk)
        rows.update(last_used_at=at, last_used_from=caller.address)


def _refuse(token: ServiceToken | None, caller: Caller, at: datetime) -> None:
    taken = limits.take(BAD_KEYS, caller.network, at=at)
    if token is not None:
        log.warning("dead key used", key_id=token.pk)
    if not taken.is_allowed:
        raise TooMany(_("Too many wrong keys."), wait=taken.seconds_left(at=at))


def _refuse_elsewhere(token: ServiceToken, caller: Caller, at: datetime) -> None:
    """A right key from a wrong place may be a stolen one: the people hear of it."""
    log.warning("key used from elsewhere", key_id=token.pk)
    seen = limits.take(
        Limit("key elsewhere", 1, timedelta(hours=1)),
        f"{token.pk}:{caller.network}",
        at=at,
    )
    if seen.is_allowed:
        with transaction.atomic():
            record(
                kind="token.elsewhere",
                subject=token,
                also=[token.user],
                by=None,
                at=at,
                changes={"last_used_from": [None, caller.address]},
            )
            _remind(token, ELSEWHERE, due_at=at, edition=f"{at:%Y-%m-%d}")
    raise RuleError(
        _("This key is not for use from this address."), code="wrong_address"
    )


def _made(user: User, facts: dict, by: User, expires_at) -> tuple[ServiceToken, str]:
    """The key's row, with the text nobody can read from it."""
    key = BEGINS + crypto.new_code(32)
    token = ServiceToken.objects.create(
        user=user,
        prefix=key[:8],
        key_hash=crypto.fingerprint(key),
        expires_at=expires_at,
        created_by=by,
        **facts,
    )
    return token, key


def _record_issued(token: ServiceToken, by: User, at: datetime) -> None:
    blank = ServiceToken(name=token.name, rate=0)
    told = differences(blank, token, LIMITS)
    record(
        kind="token.issued",
        subject=token,
        also=[token.user],
        by=by,
        at=at,
        changes=told | {"expires_at": [None, token.expires_at.isoformat()]},
    )
    days = timedelta(days=settings.TOKEN_REMIND_DAYS)
    if token.expires_at - days > at:
        _remind(token, ENDING, due_at=token.expires_at - days)


def _remind(token: ServiceToken, kind: str, *, due_at: datetime, edition="") -> None:
    """The people in charge of the place the machine reads; once for an edition."""
    post = token.user.posts.select_related("area").order_by("-pk").first()
    area = post.area if post else None
    reminders.schedule(
        kind=kind, subject=token, due_at=due_at, area=area, edition=edition
    )


def _end_sooner(token: ServiceToken, ends_at: datetime, by: User, at: datetime) -> None:
    """The replaced key runs out; nobody need be reminded of it."""
    before = token.expires_at
    token.expires_at = ends_at
    token.version += 1
    token.save(update_fields=["expires_at", "version", "updated_at"])
    record(
        kind="token.rotated",
        subject=token,
        also=[token.user],
        by=by,
        at=at,
        changes={"expires_at": [before.isoformat(), ends_at.isoformat()]},
    )
    reminders.silence(subject=token, at=at, kinds=[ENDING])


def _living(token: ServiceToken, *, at: datetime, version: int | None = None):
    """The key as it stands, locked; a dead one is not changed any more."""
    token = lock(token, version=version)
    if not token.is_valid(at=at):
        raise RuleError(_("The key is over or was taken back."), code="dead")
    return token


def _check_account(user: User, by: User, action: str) -> None:
    if not policy.can(by, f"token.{action}") or not _in_charge(by, user, action):
        raise RuleError(_("This account is not in your charge."), code="forbidden")
    if not user.is_service or not user.is_active:
        raise RuleError(
            _("Only an open account of a machine gets a key."), code="no_machine"
        )


def _check_end(at: datetime, expires_at: datetime) -> None:
    if not at < expires_at <= at + timedelta(days=settings.TOKEN_DAYS):
        raise RuleError(
            _("A key lasts at most %(days)s days.") % {"days": settings.TOKEN_DAYS},
            code="too_long",
        )


def _in_charge(by: User, user: User, action: str) -> bool:
    """Every place the machine may read lies in this person's charge."""
    scope = policy.scope(by, f"token.{action}")
    if scope.everything:
        return True
    places = {post.area_id for post in user.posts.all()}
    return bool(places) and places <= scope.area_ids
