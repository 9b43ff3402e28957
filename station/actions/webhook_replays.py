"""Telling things once more: one call, all that failed, or everything from a place on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from station.actions.locking import lock
from station.actions.webhook_rows import note, save, soon, taken
from station.errors import RuleError
from station.feed import Position
from station.models import User, Webhook, WebhookDelivery

LARGEST = 1000  # calls sent again at once
Kind, State = WebhookDelivery.Kind, WebhookDelivery.State


@transaction.atomic
def send_test(*, webhook: Webhook, by: User, at: datetime) -> WebhookDelivery:
    """A call that tells of nothing, also while the webhook is paused."""
    webhook = taken(webhook, by, "run")
    if webhook.deliveries.waiting().filter(kind=Kind.TEST).exists():
        raise RuleError(_("A test is on its way already."), code="already")
    return WebhookDelivery.objects.create(webhook=webhook, kind=Kind.TEST)


@transaction.atomic
def replay(*, delivery: WebhookDelivery, by: User, at: datetime) -> WebhookDelivery:
    """Tell what one call told once more, under a new id, as it stands today."""
    webhook = taken(delivery.webhook, by, "run")
    delivery = lock(delivery)
    if not delivery.may_be_sent_again:
        raise RuleError(_("Only a settled call is sent again."), code="not_settled")
    if _open_replays(delivery).exists():
        raise RuleError(_("It is about to be sent again already."), code="already")
    made = _again(delivery)
    made.save()
    note("replayed", webhook, by, at, changes={"calls": [None, 1]})
    return made


@transaction.atomic
def replay_failed(*, webhook: Webhook, by: User, at: datetime) -> int:
    """Send again what failed and was not sent again since; says how many calls."""
    webhook = taken(webhook, by, "run")
    found = failed(webhook).order_by("pk")[:LARGEST]
    made = WebhookDelivery.objects.bulk_create([_again(row) for row in found])
    if not made:
        raise RuleError(_("No failed call waits for it."), code="nothing")
    note("replayed", webhook, by, at, changes={"calls": [None, len(made)]})
    return len(made)


@transaction.atomic
def skip(
    *, delivery: WebhookDelivery, by: User, at: datetime, reason: str
) -> WebhookDelivery:
    """Leave one call out that is never taken, so that those behind it go on."""
    webhook = taken(delivery.webhook, by, "run")
    delivery = lock(delivery)
    if not delivery.is_waiting or delivery.kind == Kind.TEST:
        raise RuleError(_("This call is settled already."), code="already")
    delivery.state, delivery.settled_at = State.FAILED, at
    delivery.save(update_fields=["state", "settled_at", "updated_at"])
    if webhook.is_active:
        webhook.failures, webhook.failing_since = 0, None
        save(webhook, "failures", "failing_since")
        soon(webhook, at=at)
    note("skipped", webhook, by, at, note=reason)
    return delivery


@transaction.atomic
def rewind(*, webhook: Webhook, to: Position, by: User, at: datetime) -> Webhook:
    """Go on from another place of the feed; what waits is drawn anew from there."""
    webhook = taken(webhook, by, "run")
    waiting = webhook.deliveries.waiting().filter(~Q(kind=Kind.TEST))
    waiting.update(state=State.DROPPED, settled_at=at, updated_at=at)
    webhook.after_xid, webhook.after_event = to
    webhook.lap += 1
    webhook.failures, webhook.failing_since = 0, None
    save(webhook, "after_xid", "after_event", "lap", "failures", "failing_since")
    soon(webhook, at=at)
    note("rewound", webhook, by, at)
    return webhook


def failed(webhook: Webhook):
    """The calls that failed and were not sent again since, nor are about to be."""
    again = WebhookDelivery.objects.filter(replay_of=OuterRef("pk"))
    rows = webhook.deliveries.filter(state=State.FAILED).exclude(kind=Kind.TEST)
    return rows.filter(~Exists(again))


def _open_replays(delivery: WebhookDelivery):
    origin = delivery.replay_of_id or delivery.pk
    return WebhookDelivery.objects.waiting().filter(replay_of=origin)


def _again(delivery: WebhookDelivery) -> WebhookDelivery:
    """The same events under a new id; a replay of a replay is one of the first."""
    names = ("webhook_id", "lap", "from_xid", "from_event", "to_xid", "to_event")
    names += ("event_ids", "types", "count")
    facts = {name: getattr(delivery, name) for name in names}
    origin = delivery.replay_of_id or delivery.pk
    return WebhookDelivery(kind=Kind.REPLAY, replay_of_id=origin, **facts)
