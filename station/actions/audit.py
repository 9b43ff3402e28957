"""Checking the chain of access records, and keeping its heads outside the database.

Whoever can write the tables but lacks the key cannot make a record that fits. Whoever
cuts off the newest records leaves a chain that fits; only the heads kept elsewhere,
signed, show that something is missing.
"""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from station.actions.access import link
from station.models import AccessShard

NOTHING = b"\0" * 32
COLUMNS = (
    "shard, sequence, actor_id, act, subject, fields, purpose, reason, area_id,"
    " (extract(epoch FROM happened_at) * 1000000)::bigint, digest"
)
CHUNK = 5000


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold, and how."""

    shard: int
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"shard {self.shard}, record {self.sequence}: {self.what}"


@dataclass
class Report:
    """What a check of the whole chain found."""

    records: int
    faults: list[Fault]


def verify(*, heads: list[dict] = ()) -> Report:
    """Read every record in order and check its link; then the heads."""
    with _snapshot():
        return _verify(heads)


@contextmanager
def _snapshot():
    """What is written meanwhile belongs to the next check."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _verify(heads: list[dict]) -> Report:
    kept = {row.shard: row for row in AccessShard.objects.all()}
    wanted = _by_place(heads)
    faults: list[Fault] = []
    ends: dict[int, tuple[int, bytes]] = {}
    records = 0
    for row in _records():
        records += 1
        shard, sequence, digest = row[0], row[1], bytes(row[-1])
        last, previous = ends.get(shard, (0, NOTHING))
        if sequence != last + 1:
            faults.append(Fault(shard, last + 1, "missing"))
        elif link(previous, row[:-1]) != digest:
            faults.append(Fault(shard, sequence, "altered"))
        if wanted.pop((shard, sequence), digest) != digest:
            faults.append(Fault(shard, sequence, "differs from an exported head"))
        ends[shard] = (sequence, digest)
    faults += _head_faults(kept, ends)
    faults += [
        Fault(shard, sequence, "missing, though an exported head names it")
        for shard, sequence in sorted(wanted)
    ]
    return Report(records, faults)


def export_heads(*, at: datetime) -> str:
    """One signed line with the head of every shard."""
    rows = AccessShard.objects.order_by("shard")
    body = {
        "at": at.isoformat(),
        "heads": [[row.shard, row.sequence, bytes(row.digest).hex()] for row in rows],
    }
    return json.dumps(body | {"signature": _signature(body)})


def read_heads(lines: Iterator[str]) -> list[dict]:
    """The lines of an exported file; ValueError names the first that is not ours."""
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
            signature = body.pop("signature")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValueError(f"line {number} is no exported head") from None
        if not hmac.compare_digest(str(signature), _signature(body)):
            raise ValueError(f"line {number} was altered")
        found.append(body)
    return found


def _signature(body: dict) -> str:
    text = json.dumps(body, sort_keys=True).encode()
    key = settings.INDEX_KEY.encode()
    return hmac.digest(key, b"audit heads" + text, "sha256").hex()


def _by_place(heads: list[dict]) -> dict[tuple[int, int], bytes]:
    return {
        (shard, sequence): bytes.fromhex(digest)
        for body in heads
        for shard, sequence, digest in body["heads"]
        if sequence
    }


def _records() -> Iterator[tuple]:
    """Every record by shard and sequence, without holding them all."""
    query = f"SELECT {COLUMNS} FROM station_accessrecord ORDER BY shard, sequence"  # noqa: S608
    connection.ensure_connection()
    with connection.connection.cursor("access_records", binary=True) as cursor:
        cursor.itersize = CHUNK
        yield from cursor.execute(query)


def _head_faults(kept: dict, ends: dict) -> list[Fault]:
    faults = []
    for shard in sorted(kept.keys() | ends.keys()):
        sequence, digest = ends.get(shard, (0, NOTHING))
        head = kept.get(shard)
        if head is None:
            faults.append(Fault(shard, sequence, "the head of the shard is gone"))
        elif head.sequence > sequence:
            faults.append(Fault(shard, sequence + 1, "missing at the end"))
        elif head.sequence < sequence or bytes(head.digest) != digest:
            faults.append(Fault(shard, sequence, "does not fit the head"))
    return faults
