"""The row shapes of webhooks and of their calls."""

from station.api.parts import Children, Column, Part, Told
from station.api.shape import Shape
from station.feed import Position, Reader, followed
from station.models import Webhook, WebhookDelivery


def place_of(webhook: Webhook, _user) -> str:
    """Where the feed goes on behind what was made into calls."""
    return Position(webhook.after_xid, webhook.after_event).write()


def records_of(delivery: WebhookDelivery, user) -> list[dict]:
    """The changes a call tells of, as far as the reader may see them."""
    seen = Reader(user, followed()).again(delivery.event_ids)
    return [
        {"type": change.type, "id": change.id, "event": change.event} for change in seen
    ]


RECORD = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "id": {"type": "integer"},
        "event": {"type": "string"},
    },
    "required": ["type", "id", "event"],
}
WEBHOOKS = Shape(
    "Webhook",
    Webhook,
    "id",
    Part("machine", "id", "name", "badge_number", source="user"),
    "name",
    "address",
    Column("key", source="token"),
    "types",
    "with_data",
    "most",
    "state",
    "cause",
    "reason",
    "state_at",
    "failures",
    "failing_since",
    "taken_at",
    "old_until",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    detail=[
        Told(
            "waiting",
            {"type": "integer"},
            lambda hook, _user: hook.deliveries.waiting().count(),
        ),
        Told("after", {"type": "string"}, place_of),
    ],
)
CALLS = Shape(
    "WebhookDelivery",
    WebhookDelivery,
    "id",
    "key",
    Part("webhook", "id", "name"),
    "kind",
    Part("replay_of", "id", "key"),
    "state",
    "types",
    "count",
    "attempts",
    "last_status",
    "settled_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    detail=[
        Children(
            "tries",
            "number",
            "began_at",
            "ended_at",
            "status",
            "took_ms",
            "size",
            "error",
            order="{t}.number",
        ),
        Told("records", {"type": "array", "items": RECORD}, records_of),
    ],
)
