"""304 without reading a row: nothing was written since this very page was made.

The tag of a page is the fingerprint of its bytes. Once a client came back with a tag
and the page was made again and was the same, this process remembers where the count of
writes stood *before* it read. While the count stands there, the page is what it was:

- every write to a table that a list shows moves the count, and a restored database
  counts elsewhere (``station.watching``);
- a write that was counted but not visible yet would still have been running, and then
  nothing is remembered;
- rights are rows too, and checked anew each time; who asks, with which key, in which
  language, for which address and on which day belongs to what is remembered;
- where rows tell what is late, the page holds until the first of their days is over;
- pages that follow the clock otherwise, in rows or choice of rows, are always read.
"""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from django.utils import timezone, translation

from station import watching
from station.api.shape import Shape

MOST = 4096  # pages remembered by one process, some 200 bytes each
STEADY = frozenset({"cursor", "page_size", "ordering", "fields", "count"})


class Memory:
    """What was asked for, with its tag, and where the count stood; the oldest goes."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._known: OrderedDict[tuple, tuple] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: tuple) -> tuple | None:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: tuple, state: tuple) -> None:
        with self._lock:
            self._known[key] = state
            self._known.move_to_end(key)
            if len(self._known) > self.most:
                self._known.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._known.clear()


memory = Memory()


class Asked:
    """One conditional request for a page; ``tags`` are those the client has."""

    def __init__(self, request, shape: Shape) -> None:
        known = request.headers.get("If-None-Match", "")
        self.tags = [part.strip() for part in known.split(",") if part.strip()]
        self.is_steady = (
            bool(self.tags)
            and request.query_params.keys() <= STEADY
            and not shape.follows_the_clock
        )
        self.key = who_asks(request) if self.is_steady else ()
        self.state, self.at = watching.seen() if self.is_steady else ((), None)
        self.shape = shape
        self._was_at_rest = False

    def unchanged(self) -> str:
        """The tag under which the client has the page as it stands; "" if unsure."""
        if not self.is_steady:
            return ""
        for tag in self.tags:
            if self._holds(*(memory.recall((*self.key, tag)) or ((), None))):
                return tag
        self._was_at_rest = watching.is_at_rest()
        return ""

    def _holds(self, state: tuple, until: datetime | None) -> bool:
        return state == self.state and (until is None or self.at <= until)

    def keep(self, tag: str, ids: list[int]) -> None:
        """The page of these rows was read after all, and the client had it."""
        if self._was_at_rest and tag in self.tags:
            until = self.shape.next_turn(ids, after=self.at)
            memory.keep((*self.key, tag), (self.state, until))


def who_asks(request) -> tuple:
    """Who, with which key, in which language, on which day, for which address."""
    limit = getattr(request.user, "token_limit", None)
    return (
        request.user.pk,
        (limit.pk, limit.version) if limit else (),
        translation.get_language(),
        timezone.localdate(),
        request.build_absolute_uri(),
    )
