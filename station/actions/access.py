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
    head = _head(by)
    named = subject if isinstance(subject, str) else reference(subject)
    record = AccessRecord(
        actor=by,
        act=act,
        subject=named,
        fields=fields,
        purpose=purpose,
        reason=reason,
        area=area if area is not None else getattr(subject, "area", None),
        happened_at=at,
    )
    _chain(head, [record])
    record.save()
    return record


@transaction.atomic
def record_access_to_each(
    *, by: User, act: str, subjects: list, at: datetime, fields: str = ""
) -> None:
    """The same for the records of one paper: each by itself, in a few queries."""
    if not subjects:
        return
    records = [
        AccessRecord(
            actor=by,
            act=act,
            subject=reference(subject),
            fields=fields,
            area=subject.area,
            happened_at=at,
        )
        for subject in subjects
    ]
    _chain(_head(by), records)
    AccessRecord.objects.bulk_create(records)


def _head(by: User | None) -> AccessShard:
    """The end of the chain, held until these links are in it."""
    shard = (by.pk if by else 0) % SHARDS
    AccessShard.objects.get_or_create(shard=shard, defaults={"digest": b"\0" * 32})
    return AccessShard.objects.select_for_update().get(shard=shard)


def _chain(head: AccessShard, records: list[AccessRecord]) -> None:
    """Give each its place behind the last one."""
    for record in records:
        record.shard, record.sequence = head.shard, head.sequence + 1
        record.digest = digest_of(head.digest, record)
        head.sequence, head.digest = record.sequence, record.digest
    AccessShard.objects.filter(shard=head.shard).update(
        sequence=head.sequence, digest=head.digest
    )
