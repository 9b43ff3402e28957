"""At the door: how often one may knock, who came in, who was turned away.

A stranger has five tries in fifteen minutes for a badge number from one address, and
twenty a day in all. A device the person signed in from before counts for itself, so
whatever strangers do, its owner still gets in. Every answer is the same whether the
badge number exists or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from station import crypto, months
from station.actions import limits
from station.actions.limits import Limit, TooMany
from station.models import KnownDevice, SignIn, User
from station.origin import Caller

log = structlog.get_logger(__name__)

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One thing asked at the door: the password or the code."""

    name: str
    wrong: str

    def per_device(self) -> Limit:
        return Limit(f"{self.name} device", 5, QUARTER, quiet=True)

    def per_address(self) -> Limit:
        return Limit(f"{self.name} address", 5, QUARTER, quiet=True)

    def per_network(self) -> Limit:
        return Limit(f"{self.name} network", 60, QUARTER, quiet=True)

    def per_day(self) -> Limit:
        return Limit(f"{self.name} day", 20, DAY, quiet=True)


PASSWORD = Step("password", SignIn.Outcome.WRONG_PASSWORD)
CODE = Step("code", SignIn.Outcome.WRONG_CODE)
CODE_USED = Limit("code used", 1, timedelta(minutes=2))


@dataclass(frozen=True)
class Knock:
    """One try that was let through to the check."""

    badge: str
    caller: Caller
    step: Step
    taken: tuple[tuple[Limit, str], ...]


def knock(*, badge: str, caller: Caller, at: datetime, step: Step = PASSWORD) -> Knock:
    """Count a try; raise TooMany when there were too many."""
    taken = []
    for limit, of in _limits(badge, caller, step, at):
        found = limits.take(limit, of, at=at)
        if not found.is_allowed:
            if found.is_first_refusal:
                _note(badge, caller, SignIn.Outcome.LOCKED, at)
                log.warning("sign-in locked", limit=limit.name)
            raise TooMany(too_many(), wait=found.seconds_left(at=at))
        taken.append((limit, of))
    return Knock(badge=badge, caller=caller, step=step, taken=tuple(taken))


def too_many() -> str:
    """The same words for a badge number that exists and one that does not."""
    return _(
        "Too many tries. Wait 15 minutes, use a device you signed in from before, or "
        "ask your chief for a one-time password."
    )


def recognised(knock: Knock) -> None:
    """The password or code was right: the try does not count.

    What strangers used up of the day and of their network stays used up.
    """
    for limit, of in knock.taken:
        if limit.within == DAY or limit.name.endswith("network"):
            limits.give_back(limit, of)
        else:
            limits.forget(limit, of)


def turned_away(knock: Knock, *, at: datetime) -> None:
    """Write down a wrong password or code."""
    _note(knock.badge, knock.caller, knock.step.wrong, at)


def pardon(*, user: User) -> None:
    """The chief vouches for a person whom strangers locked out."""
    for step in (PASSWORD, CODE):
        limits.forget(step.per_day(), user.badge_number)


def use_code(*, user: User, code: str, at: datetime) -> bool:
    """Take a code for good; False when it was taken before."""
    return limits.take(CODE_USED, f"{user.pk}:{code}", at=at).is_allowed


@transaction.atomic
def welcome(*, user: User, caller: Caller, at: datetime) -> str:
    """Write down who came in; returns the token by which the device is known."""
    token = caller.device_token
    if not _is_known(user.badge_number, caller, at):
        token = crypto.new_code()
    KnownDevice.objects.update_or_create(
        user=user,
        device_hash=device_hash(token),
        defaults={"device": caller.device, "seen_at": at},
    )
    known = Caller(caller.address, caller.device, token)
    _note(user.badge_number, known, SignIn.Outcome.OK, at)
    return token


def goodbye(*, user: User, caller: Caller, at: datetime) -> None:
    """Write down that the person signed out."""
    _note(user.badge_number, caller, SignIn.Outcome.SIGNED_OUT, at)


def forget_device(*, device: KnownDevice) -> None:
    """A lost phone is a stranger again."""
    device.delete()


def purge(*, at: datetime) -> int:
    """Every night: what is older than it must be kept goes, whole days at a time.

    Where and when people signed in is personal data too: kept as long as the law asks
    (Cybersecurity Law 2025, article 23: six months), and no longer.
    """
    kept = settings.SIGN_INS_KEPT_MONTHS
    first_day = months.earlier(timezone.localdate(at), kept)
    begins = timezone.make_aware(datetime.combine(first_day, time.min))
    gone, _models = SignIn.objects.filter(at__lt=begins).delete()
    log.info("old sign-ins purged", count=gone, kept_from=first_day.isoformat())
    return gone


def device_hash(token: str) -> bytes:
    """What is kept of a device's own secret."""
    return crypto.fingerprint(token)


def badge_hash(badge: str) -> bytes:
    """What is kept of a badge number somebody typed."""
    return crypto.blind_index(badge, purpose="badge")


def _limits(badge, caller, step: Step, at) -> Iterator[tuple[Limit, str]]:
    if _is_known(badge, caller, at):
        yield step.per_device(), f"{badge}|{caller.device_hash.hex()}"
        return
    yield step.per_address(), f"{badge}|{caller.network}"
    yield step.per_network(), caller.network
    yield step.per_day(), badge


def _is_known(badge: str, caller: Caller, at: datetime) -> bool:
    if caller.device_hash is None:
        return False
    return KnownDevice.objects.filter(
        user__badge_number=badge,
        device_hash=caller.device_hash,
        seen_at__gt=at - timedelta(days=settings.DEVICE_DAYS),
    ).exists()


def _note(badge: str, caller: Caller, outcome: str, at: datetime) -> None:
    SignIn.objects.create(
        user=User.objects.filter(badge_number=badge).only("pk").first(),
        badge_hash=badge_hash(badge),
        outcome=outcome,
        address=caller.address,
        device=caller.device,
        device_hash=caller.device_hash,
        at=at,
    )
