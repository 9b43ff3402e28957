"""Sending what webhooks are owed: several lines at once, one call a webhook."""

import socket
import ssl
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from station.actions import webhook_calls as calls
from station.actions.webhook_calls import Answer, Call
from station.channels import ChannelError
from station.channels import webhook as line
from station.channels.message import NotReached
from station.models import Webhook, WebhookAttempt, WebhookDelivery

log = structlog.get_logger(__name__)

LANES = 8  # calls under way at once; a slow receiver holds one of them
LOOK = 0.5  # seconds after which somebody looks for what fell due meanwhile
PURGED = 1000
SPOILED = timedelta(minutes=5)  # until one that cannot be made is looked at again
Error = WebhookAttempt.Error


def drain(*, until: datetime) -> int:
    """Make calls until nothing is due or the time is over; how many were taken."""
    taken, under_way = 0, {}
    with ThreadPoolExecutor(LANES) as lanes:
        while True:
            _fill(lanes, under_way, until)
            if not under_way:
                return taken
            done, _open = wait(under_way, LOOK, FIRST_COMPLETED)
            for future in done:
                call, answer = under_way.pop(future), future.result()
                calls.finish(call, answer, at=timezone.now())
                taken += answer.is_taken


def _fill(
    lanes: ThreadPoolExecutor, under_way: dict[Future, Call], until: datetime
) -> None:
    """A call for each free line; the lines themselves ask the database nothing."""
    while len(under_way) < LANES and (call := _next(until)) is not None:
        under_way[lanes.submit(make, call)] = call


def _next(until: datetime) -> Call | None:
    """The next call of whoever waits longest; None when nobody waits."""
    while (now := timezone.now()) < until:
        webhook = calls.claim(at=now)
        if webhook is None:
            return None
        call = _prepared(webhook, now)
        if call is not None:
            return call
    return None


def _prepared(webhook: Webhook, now: datetime) -> Call | None:
    """Its next call; one that cannot be made does not hold up those of others."""
    try:
        return calls.prepare(webhook, at=now)
    except Exception:
        if connection.connection is None or connection.connection.closed:
            raise
        log.exception("webhook not prepared", webhook=webhook.pk)
        calls.release(webhook, next_at=now + SPOILED)
    return None


def make(call: Call) -> Answer:
    """Post it once, to an address that is checked once more."""
    begun = time.monotonic()
    status, error = _post(call)
    return Answer(status, error, int((time.monotonic() - begun) * 1000))


def _post(call: Call) -> tuple[int | None, str]:
    key = str(call.delivery.key)
    headers = {
        "X-Fengqiao-Webhook": str(call.webhook.pk),
        "X-Fengqiao-Attempt": str(call.attempt.number),
    }
    try:
        line.check(call.webhook.address)
        status = line.post(
            call.webhook.address,
            call.body,
            secrets=call.secrets,
            key=key,
            headers=headers,
        )
    except ValidationError as error:
        inner = error.code == "inner_address"
        return None, Error.INNER if inner else Error.ADDRESS
    except (ChannelError, ValueError) as error:
        return None, _kind_of(error)
    if 200 <= status < 300:
        return status, ""
    return status, Error.REDIRECT if 300 <= status < 400 else Error.STATUS


def _kind_of(error: Exception) -> str:
    """What failed on the way, in one of a few words."""
    cause = error.__cause__
    if isinstance(error, ValueError):
        return Error.ADDRESS
    if cause is None:
        return Error.INNER if str(error) == "inner address" else Error.BROKEN
    if isinstance(cause, socket.gaierror):
        return Error.UNKNOWN
    if isinstance(cause, ssl.SSLError):
        return Error.TLS
    if isinstance(error, NotReached):
        return Error.CONNECT
    return Error.TIMEOUT if isinstance(cause, TimeoutError) else Error.BROKEN


def purge(*, at: datetime) -> int:
    """Every night: calls settled longer ago than the log is kept go."""
    before = at - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    gone = 0
    while True:
        old = WebhookDelivery.objects.filter(settled_at__lt=before)
        pks = list(old.order_by("settled_at").values_list("pk", flat=True)[:PURGED])
        if not pks:
            return gone
        WebhookDelivery.objects.filter(pk__in=pks).delete()
        gone += len(pks)
