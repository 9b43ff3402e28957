"""A request sent twice is done once: a double tap, a retry after a lost answer."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from station import crypto
from station.errors import RuleError
from station.models import IdempotencyKey, User

KEPT = timedelta(hours=72)
PATIENCE = 2.0  # seconds the second of two twins waits for the first one's answer
PAUSE = 0.05


class KeyReused(RuleError):
    """The key came before, with something else in the request."""


class KeyInFlight(RuleError):
    """The first request with this key is still being worked on."""


class Once:
    """The first time: do the work, then ``keep`` the answer. Later: the answer."""

    def __init__(self, *, user: User, key: str, request_hash: bytes) -> None:
        self.user, self.key, self.request_hash = user, key, request_hash
        self.status: int | None = None
        self.body = ""

    @property
    def is_repeat(self) -> bool:
        """Was the work done before?"""
        return self.status is not None

    @property
    def _place(self) -> str:
        return f"station_idempotencykey.response.{self.user.pk}.{self.key}"

    def keep(self, body: str, *, status: int = 200) -> None:
        """Store the answer, sealed, in the transaction of the work itself."""
        if self.key:
            IdempotencyKey.objects.create(
                user=self.user,
                key=self.key,
                request_hash=self.request_hash,
                status=status,
                response=crypto.seal(body, place=self._place),
            )

    def recall(self) -> None:
        """Find the answer of an earlier request with this key.

        Raises KeyReused when the key came with something else.
        """
        found = IdempotencyKey.objects.filter(user=self.user, key=self.key).first()
        if found is None:
            return
        if bytes(found.request_hash) != self.request_hash:
            raise KeyReused(
                _("This key was used before for something else."),
                code="idempotency_key_reused",
            )
        self.status = found.status
        self.body = crypto.unseal(found.response, place=self._place)


@contextmanager
def once(*, user: User, key: str, request_hash: bytes) -> Iterator[Once]:
    """Do the work inside unless it was done before under this key.

    The work, its answer and the key stand or fall in one transaction::

        with once(user=by, key=form_key, request_hash=digest(path, body)) as answer:
            if not answer.is_repeat:
                visit = visits.record(...)
                answer.keep(visit.get_absolute_url())
        return redirect(answer.body or visit.get_absolute_url())

    Without a key the work is simply done.
    """
    answer = Once(user=user, key=key, request_hash=request_hash)
    with transaction.atomic():
        if key:
            _hold(user, key)
            answer.recall()
        yield answer


def _hold(user: User, key: str) -> None:
    """Keep twins apart until the transaction ends; wait a moment for the first."""
    name = hashlib.sha256(f"idempotency:{user.pk}:{key}".encode()).digest()
    number = int.from_bytes(name[:8], "big", signed=True)
    deadline = time.monotonic() + PATIENCE
    while not _try_hold(number):
        if time.monotonic() > deadline:
            raise KeyInFlight(
                _("The same request is still being worked on."),
                code="request_in_flight",
            )
        time.sleep(PAUSE)


def _try_hold(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s::bigint)", [number])
        return cursor.fetchone()[0]


def digest(*parts: str | bytes) -> bytes:
    """What a request asked for, as a fingerprint of its parts."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


def forget(*, at: datetime) -> int:
    """Drop the keys older than 72 hours; run daily."""
    deleted, _models = IdempotencyKey.objects.filter(created_at__lt=at - KEPT).delete()
    return deleted
