"""Writing down every look at a resident's data, in a chain."""

import hmac
import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from station.models import AccessRecord, AccessShard, Area, User, reference

SHARDS = 16


def digest_of(previous: bytes, record: AccessRecord) -> bytes:
    """The link of a record: keyed, over the previous link and every field."""
    return link(
        bytes(previous),
        (
            record.shard,
            record.sequence,
            record.actor_id,
            record.act,
            record.subject,
            record.fields,
            record.purpose,
            record.reason,
            record.area_id,
            round(record.happened_at.timestamp() * 1_000_000),
        ),
    )


def link(previous: bytes, row: tuple) -> bytes:
    """The same over a plain row, in the order of the columns; the time in µs."""
    body = json.dumps(row)
    return hmac.digest(
        settings.INDEX_KEY.encode(), b"access" + previous + body.encode(), "sha256"
    )


@transaction.atomic
def record_access(
    *,
    by: User | None,
    act: str,
    subject: object,
    at: datetime,
    area: Area | None = None,
    fields: str = "",
    purpose: str = "",
    reason: str = "",
) -> AccessRecord:
    """Keep who looked at what and why; if it cannot be kept, nothing is shown."""
    shard = (by.pk if by else 0) % SHARDS
    AccessShard.objects.get_or_create(shard=shard, defaults={"digest": b"\0" * 32})
    head = AccessShard.objects.select_for_update().get(shard=shard)
    named = subject if isinstance(subject, str) else reference(subject)
    record = AccessRecord(
        shard=shard,
        sequence=head.sequence + 1,
        actor=by,
        act=act,
        subject=named,
        fields=fields,
        purpose=purpose,
        reason=reason,
        area=area if area is not None else getattr(subject, "area", None),
        happened_at=at,
    )
    record.digest = digest_of(head.digest, record)
    record.save()
    AccessShard.objects.filter(shard=shard).update(
        sequence=record.sequence, digest=record.digest
    )
    return record
