"""One call of a webhook: taken in turn, made of the feed, settled by its answer.

The oldest waiting delivery of a webhook goes first and holds up the ones behind it, so
that changes arrive in the order in which they were committed. Whoever holds the lease
sends; one who was thought dead may still say that a call was taken, no more.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction

from station import webhook_content as content
from station.actions import webhooks
from station.actions.locking import lock
from station.feed import Position
from station.models import Webhook, WebhookAttempt, WebhookDelivery, WebhookTurn

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
REST = timedelta(seconds=5)  # until somebody looks again whether there is news
GROWTH = 3
LONGEST_WAIT = timedelta(hours=6)
JITTER = 0.2
GONE = 410
Kind, State, Cause = WebhookDelivery.Kind, WebhookDelivery.State, Webhook.Cause


@dataclass(frozen=True)
class Call:
    """What is to be posted, with nothing left to ask the database for."""

    delivery: WebhookDelivery
    attempt: WebhookAttempt
    body: bytes
    secrets: tuple[str, ...]

    @property
    def webhook(self) -> Webhook:
        return self.delivery.webhook


@dataclass(frozen=True)
class Answer:
    """How a call went: the status, or in which way it failed, and how long it took."""

    status: int | None
    error: str
    took_ms: int

    @property
    def is_taken(self) -> bool:
        return not self.error


@transaction.atomic
def claim(*, at: datetime) -> Webhook | None:
    """Take hold of the webhook that waits longest; after a minute another may."""
    turn = (
        WebhookTurn.objects.due(at=at)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("webhook__token", "webhook__user")
        .order_by("next_at", "pk")
        .first()
    )
    if turn is None:
        return None
    turn.number += 1
    turn.lease_until = at + LEASE
    turn.save(update_fields=["number", "lease_until"])
    return turn.webhook


def prepare(webhook: Webhook, *, at: datetime) -> Call | None:
    """What it is told next; without anything to tell it rests."""
    cause = why_not(webhook, at=at)
    if cause:
        webhooks.park(webhook=webhook, cause=cause, at=at)
        _refuse_test(webhook, at=at)
        release(webhook, next_at=at)
        return None
    delivery = head(webhook) or (draw(webhook, at=at) if webhook.is_active else None)
    if delivery is None:
        release(webhook)
        return None
    delivery.webhook = webhook
    return _call(delivery, at=at)


def why_not(webhook: Webhook, *, at: datetime) -> str:
    """Why nothing may be told any more; a key that was changed is followed."""
    if not webhook.user.is_active:
        return Cause.LOCKED
    token = content.key_of(webhook, at=at)
    if token is None:
        return Cause.NO_KEY
    if token != webhook.token:
        webhook.token = token
        Webhook.objects.filter(pk=webhook.pk).update(token=token)
    return ""


def head(webhook: Webhook) -> WebhookDelivery | None:
    """A test somebody waits for, else the oldest call that is not settled."""
    waiting = webhook.deliveries.waiting().select_related("replay_of")
    test = waiting.filter(kind=Kind.TEST).first()
    if test is not None or not webhook.is_active:
        return test
    return waiting.order_by("pk").first()


def draw(webhook: Webhook, *, at: datetime) -> WebhookDelivery | None:
    """The next changes as a call, and the position moved behind them, both or none."""
    start = Position(webhook.after_xid, webhook.after_event)
    page = content.reader_of(webhook).page(start, size=webhook.most)
    if not page.changes:
        release(webhook, next_at=at if page.has_more else at + REST)
    if page.end == start:
        return None
    with transaction.atomic():
        here = Webhook.objects.filter(
            pk=webhook.pk, lap=webhook.lap, after_xid=start.xid, after_event=start.pk
        )
        moved = here.update(after_xid=page.end.xid, after_event=page.end.pk)
        return _keep(webhook, start, page) if moved and page.changes else None


def _keep(webhook: Webhook, start: Position, page) -> WebhookDelivery:
    return WebhookDelivery.objects.create(
        webhook=webhook,
        kind=Kind.CHANGES,
        lap=webhook.lap,
        from_xid=start.xid,
        from_event=start.pk,
        to_xid=page.end.xid,
        to_event=page.end.pk,
        event_ids=[change.event_id for change in page.changes],
        types=sorted({change.type for change in page.changes}),
        count=len(page.changes),
    )


def _call(delivery: WebhookDelivery, *, at: datetime) -> Call | None:
    """The body made anew, and the attempt written down before it is made."""
    changes = []
    if delivery.kind != Kind.TEST:
        changes = content.reader_of(delivery.webhook).again(delivery.event_ids)
        if not changes:  # nothing of it may be told any more
            settle(delivery, State.DROPPED, at=at)
            release(delivery.webhook, next_at=at)
            return None
    body = content.body_of(delivery, changes)
    attempt = _attempt(delivery, delivery.webhook, len(body), at=at)
    if attempt is None:
        return None
    secrets = tuple(delivery.webhook.secrets(at=at))
    return Call(delivery, attempt, body, secrets)


@transaction.atomic
def _attempt(
    delivery: WebhookDelivery, webhook: Webhook, size: int, *, at: datetime
) -> WebhookAttempt | None:
    """The next try; None when it is settled, or another worker has it by now."""
    delivery = lock(delivery)
    if not delivery.is_waiting or not held(webhook).exists():
        release(webhook, next_at=at)
        return None
    delivery.attempts += 1
    delivery.save(update_fields=["attempts", "updated_at"])
    return WebhookAttempt.objects.create(
        delivery=delivery, number=delivery.attempts, began_at=at, size=size
    )


@transaction.atomic
def finish(call: Call, answer: Answer, *, at: datetime) -> None:
    """Write down how it went, and what follows from it."""
    webhook = lock(call.webhook)
    WebhookAttempt.objects.filter(pk=call.attempt.pk).update(
        ended_at=at, status=answer.status, took_ms=answer.took_ms, error=answer.error
    )
    rows = WebhookDelivery.objects.filter(pk=call.delivery.pk)
    rows.update(last_status=answer.status, updated_at=at)
    if answer.is_taken:
        settle(call.delivery, State.DONE, at=at)
        _clear(webhook, at=at)
        release(call.webhook, next_at=at)
    elif call.delivery.kind == Kind.TEST:
        settle(call.delivery, State.FAILED, at=at)
        release(call.webhook)
    else:
        _set_back(webhook, call, answer, at=at)


def _clear(webhook: Webhook, *, at: datetime) -> None:
    """The line is good."""
    webhook.taken_at, webhook.failures, webhook.failing_since = at, 0, None
    webhook.save(update_fields=["taken_at", "failures", "failing_since", "updated_at"])


def _set_back(webhook: Webhook, call: Call, answer: Answer, *, at: datetime) -> None:
    """Later once more, each time a little later; after days somebody must look."""
    if not webhook.is_active or not held(call.webhook).exists():
        release(call.webhook)
        return
    log.warning("webhook not taken", webhook=webhook.pk, delivery=call.delivery.pk)
    webhook.failures += 1
    webhook.failing_since = webhook.failing_since or at
    webhook.save(update_fields=["failures", "failing_since", "updated_at"])
    release(call.webhook, next_at=at + wait_after(webhook.failures))
    if answer.status == GONE:
        webhooks.park(webhook=webhook, cause=Cause.GONE, at=at)
    elif at - webhook.failing_since >= timedelta(days=settings.WEBHOOK_DAYS):
        webhooks.park(webhook=webhook, cause=Cause.NO_ANSWER, at=at)


def wait_after(failures: int) -> timedelta:
    """10 seconds, then three times as long each time, six hours at most, about."""
    first = timedelta(seconds=settings.WEBHOOK_FIRST_WAIT)
    plain = min(first * GROWTH ** min(failures - 1, 12), LONGEST_WAIT)
    return plain * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


def settle(delivery: WebhookDelivery, state: str, *, at: datetime) -> bool:
    """The call is over; False when it was already."""
    waiting = WebhookDelivery.objects.waiting().filter(pk=delivery.pk)
    return bool(waiting.update(state=state, settled_at=at, updated_at=at))


def held(webhook: Webhook):
    """The turn, as long as it is the one in which it was taken."""
    turn = webhook.turn
    return WebhookTurn.objects.filter(pk=turn.pk, number=turn.number)


def release(webhook: Webhook, **changes) -> None:
    """Let go of it; somebody else who holds it by now is left alone."""
    held(webhook).update(lease_until=None, **changes)


def _refuse_test(webhook: Webhook, *, at: datetime) -> None:
    waiting = webhook.deliveries.waiting().filter(kind=Kind.TEST)
    waiting.update(state=State.FAILED, settled_at=at, updated_at=at)
