"""What a webhook tells: the feed through the eyes of its machine, as it may see now."""

import json
from collections.abc import Iterable

from station.feed import Change, Followed, Position, Reader, followed
from station.models import ServiceToken, User, Webhook, WebhookDelivery


def key_of(webhook: Webhook, *, at) -> ServiceToken | None:
    """The valid key whose rights it has: its own, else what came in place of it."""
    token = webhook.token
    while not token.is_valid(at=at) and token.has_successor:
        token = token.replaced_by
    return token if token.is_valid(at=at) else None


def reader_of(webhook: Webhook) -> Reader:
    """The feed as the machine sees it with the webhook's key, rights of this moment."""
    machine = User.objects.get(pk=webhook.user_id)
    machine.token_limit = webhook.token
    return Reader(machine, wanted(webhook))


def wanted(webhook: Webhook) -> tuple[Followed, ...]:
    """The kinds of records it was made for; all without a choice."""
    if not webhook.types:
        return followed()
    return tuple(kind for kind in followed() if kind.name in webhook.types)


def names_for(machine: User) -> list[str]:
    """The kinds of records that the machine may see at all."""
    reader = Reader(User.objects.get(pk=machine.pk), followed())
    return [kind.name for kind in reader.kinds.values()]


def body_of(delivery: WebhookDelivery, changes: Iterable[Change]) -> bytes:
    """The JSON of one call; ``next`` is where the feed goes on behind it."""
    webhook, origin = delivery.webhook, delivery.replay_of
    head = {
        "id": str(delivery.key),
        "webhook": webhook.pk,
        "kind": delivery.kind,
        "replay_of": str(origin.key) if origin else None,
        "next": Position(delivery.to_xid, delivery.to_event).write(),
    }
    rows = ",".join(change.json(with_data=webhook.with_data) for change in changes)
    return f'{json.dumps(head)[:-1]},"results":[{rows}]}}'.encode()
