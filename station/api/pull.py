"""Every visible row of a resource in one stream, and where the feed goes on from there.

Lines of JSON: the first names the place in the feed, then come the rows by id, the last
counts them. The place is taken before the rows, so what is written meanwhile stands in
the rows, or comes by the feed, or both: never in neither. A stream that was cut has no
last line; ask on with ``after``, and keep the place of the first stream.

One statement is one snapshot. Nothing is written while it runs, so that it does not
hold up the feed; the look is written down before and counted after.
"""

import hashlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.http import StreamingHttpResponse
from django.utils import timezone
from psycopg import ClientCursor
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from station import feed, watching
from station.actions.access import record_access
from station.api.content import BytesRenderer
from station.api.problems import TooMany
from station.api.serializers import Input
from station.api.shape import Shape
from station.api.unchanged import who_asks
from station.models import AccessRecord

NDJSON = "application/x-ndjson"
CHUNK = 256 * 1024
WAIT = 15  # seconds until whoever has too many streams open asks again
# No line of JSON holds these characters, so COPY passes each on as it is.
COPY = r"COPY ({}) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
TAKE = "SELECT pg_try_advisory_xact_lock(%s)"


class LinesRenderer(BytesRenderer):
    """For clients that name the form of a stream."""

    media_type = NDJSON


class PullQuery(Input):
    after = serializers.IntegerField(
        min_value=0,
        max_value=2**63 - 1,
        default=0,
        help_text="The last id of a stream that was cut.",
    )
    fields = serializers.CharField(
        required=False, max_length=2000, help_text="Only these, with commas between."
    )


class PullMixin:
    """Adds ``pull/`` to every resource with a row shape, as its list is permitted."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "shape") and "list" in cls.required_permissions:
            permission = cls.required_permissions["list"]
            cls.required_permissions = {**cls.required_permissions, "pull": permission}
            cls.query = {**cls.query, "pull": PullQuery}
            cls.answers = {**cls.answers, "pull": {(200, NDJSON): cls.shape}}

    def get_renderers(self):
        found = super().get_renderers()
        return [*found, LinesRenderer()] if self.action == "pull" else found

    @action(detail=False)
    def pull(self, request):
        """All of them as lines of JSON, and the place in the feed to go on from."""
        asked = self.asked_query()
        only = _only(asked.get("fields", ""), self.shape, request.user)
        tag = _tag(request, self.shape)
        if tag and tag in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag})
        rows = self.get_queryset().filter(pk__gt=asked["after"])
        stream = Stream(self.shape, rows, request=request, only=only)
        response = StreamingHttpResponse(stream, content_type=NDJSON)
        if stream.packs:
            response["Content-Encoding"] = "gzip"
        response["Vary"] = "Accept-Encoding, Authorization, Cookie, Accept-Language"
        if tag:
            response["ETag"] = tag
        return response


def _only(text: str, shape: Shape, user) -> frozenset[str]:
    asked = frozenset(filter(None, text.split(",")))
    if asked - (shape.given(user) or frozenset(shape.names())):
        raise ValidationError({"fields": ["There is no such field."]})
    return asked


def _tag(request, shape: Shape) -> str:
    """Equal while nothing at all was written; none where rows follow the clock."""
    state = watching.state()
    follows = shape.follows_the_clock or shape.turning
    if follows or not watching.is_at_rest():
        return ""
    said = repr((who_asks(request), state)).encode()
    return f'W/"{hashlib.blake2b(said, digest_size=12).hexdigest()}"'


class Stream:
    """The lines as they go out; whatever ends it gives everything back."""

    def __init__(self, shape: Shape, rows, *, request, only: frozenset[str]) -> None:
        self.shape, self.user = shape, request.user
        self.statement = _statement(shape, rows, self.user, only)
        self.packs = "gzip" in request.headers.get("Accept-Encoding", "")
        self.count, self.is_whole = 0, False
        self._note("begun")
        self._lines = self._run(_caller(self.user))
        self._first = next(self._lines)  # raises before anything is sent

    def __iter__(self) -> Iterator[bytes]:
        return self._packed() if self.packs else self._chunks()

    def close(self) -> None:
        """The end of it, whole or not."""
        self._lines.close()
        self._note(f"rows={self.count}{'' if self.is_whole else ' cut'}")

    def _chunks(self) -> Iterator[bytes]:
        """The head goes out with the first rows."""
        yield self._first + next(self._lines)
        yield from self._lines

    def _packed(self) -> Iterator[bytes]:
        packer = zlib.compressobj(3, zlib.DEFLATED, 31)
        for chunk in self._chunks():
            if packed := packer.compress(chunk):
                yield packed
        yield packer.flush()

    def _run(self, caller: str) -> Iterator[bytes]:
        with transaction.atomic():
            _take_place(caller)
            yield self._head()
            yield from self._rows()
        self.is_whole = True
        yield _line({"end": True, "rows": self.count})

    def _head(self) -> bytes:
        position = feed.here().write()
        return _line({"pull": self.shape.resource, "position": position})

    def _rows(self) -> Iterator[bytes]:
        """Some hundred kilobytes at a time, whatever the number of rows."""
        if not self.statement:
            return
        ends = time.monotonic() + settings.PULL_SECONDS
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{settings.PULL_SECONDS}s'")
            with cursor.cursor.copy(self.statement) as copy:
                for chunk in self._gathered(copy):
                    yield chunk
                    if time.monotonic() > ends:
                        raise TimeoutError("this client reads too slowly")

    def _gathered(self, rows: Iterable[memoryview]) -> Iterator[bytes]:
        """Rows as PostgreSQL writes them, one by one, put together as they go out."""
        held = bytearray()
        for row in rows:
            held += row
            self.count += 1
            if len(held) >= CHUNK:
                yield bytes(held)
                held.clear()
        yield bytes(held)

    def _note(self, said: str) -> None:
        """Who took it away; if that cannot be kept, nothing goes out."""
        record_access(
            by=self.user,
            act=AccessRecord.Act.EXPORT,
            subject=self.shape.model._meta.label_lower,
            fields="pull",
            reason=said,
            at=timezone.now(),
            area=self.user.home_area,
        )


def _statement(shape: Shape, rows, user, only: frozenset[str]) -> bytes:
    """The COPY with its values in it: that statement takes no parameters."""
    with connection.cursor():  # opens the connection where there is none
        writer = ClientCursor(connection.connection)
    try:
        sql = shape.lines(rows, user=user, only=only, written=writer.mogrify)
    except EmptyResultSet:
        return b""
    return COPY.format(sql).encode()


def _line(said: dict) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _caller(user) -> str:
    token = getattr(user, "token_limit", None)
    return f"token:{token.pk}" if token else f"user:{user.pk}"


def _take_place(caller: str) -> None:
    """So many streams at once for a key, so many for all; a dead one frees its place."""
    for whose, most in (
        (caller, settings.PULLS_PER_KEY),
        ("all", settings.PULLS_AT_ONCE),
    ):
        if not any(_took(f"pull:{whose}:{number}") for number in range(most)):
            raise TooMany(wait=WAIT)


def _took(place: str) -> bool:
    digest = hashlib.blake2b(place.encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [int.from_bytes(digest, signed=True)])
        return cursor.fetchone()[0]
