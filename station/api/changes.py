"""Everything that changed, in commit order: none skipped, none twice, resumable.

An event carries the id of the transaction that wrote it. Readers stay below the oldest
transaction still running, so one that commits late is never passed over. Transactions
of other databases on the same server cannot have written here and hold nobody up.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.core import signing
from django.db import connection
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from station import policy
from station.api.serializers import Input
from station.api.shape import Shape
from station.api.viewsets import PolicyViewSet
from station.views.policy import SIGNED_IN

PAGE_SIZE = 200
LARGEST = 1000
WINDOW = 20_000  # events looked through for one page, whoever asks
SIGNER = signing.Signer(salt="station.api.changes")

# One statement, so that the rows and the end of the window are of one snapshot.
FEED = """
WITH running AS (
    SELECT pg_current_snapshot() AS snapshot
), horizon AS (
    SELECT coalesce((
        SELECT min(xid) FROM pg_snapshot_xip(snapshot) AS xid
        WHERE NOT EXISTS (
            SELECT FROM pg_stat_activity other
            WHERE other.backend_xid = xid::xid AND other.datname <> current_database()
        )), pg_snapshot_xmax(snapshot)) AS xid
    FROM running
), seen AS (
    SELECT id, change_xid, kind, subject, area_id, happened_at FROM station_event
    WHERE change_xid < (SELECT xid FROM horizon)
      AND (change_xid, id) > (%(xid)s::text::xid8, %(id)s::bigint)
    ORDER BY change_xid, id LIMIT %(window)s
), wanted AS (
    SELECT * FROM seen
    WHERE split_part(subject, ':', 1) = ANY (%(labels)s::text[])
      AND (area_id IS NULL OR area_id = ANY (%(areas)s::bigint[])
           OR split_part(subject, ':', 1) = ANY (%(anywhere)s::text[]))
    ORDER BY change_xid, id LIMIT %(limit)s
)
SELECT change_xid::text, id, kind, subject, area_id, happened_at,
       (SELECT count(*) FROM seen) AS looked_at
FROM (
    SELECT * FROM wanted
    UNION ALL
    (SELECT id, change_xid, NULL, NULL, NULL, NULL FROM seen
     ORDER BY change_xid DESC, id DESC LIMIT 1)
) found ORDER BY kind IS NULL, change_xid, id
"""


@dataclass(frozen=True)
class Followed:
    """A kind of record that can be followed: its name in the API and its shape.

    ``is_secret``: who may not see a row must not learn that there is one.
    """

    name: str
    shape: Shape
    is_secret: bool = False

    @property
    def label(self) -> str:
        return self.shape.model._meta.label_lower


class ChangesQuery(Input):
    after = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="`next` of the answer before; without it from the beginning.",
    )
    types = serializers.CharField(
        required=False,
        max_length=400,
        help_text="Resources to follow, with commas between; without it all.",
    )
    page_size = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST, default=PAGE_SIZE
    )


class ChangeOutput(serializers.Serializer):
    """A change; ``data`` is the row as it stands now, null when it is gone."""

    type = serializers.CharField()
    id = serializers.IntegerField()
    change = serializers.ChoiceField(choices=["saved", "gone"])
    event = serializers.CharField()
    at = serializers.DateTimeField()
    data = serializers.DictField(
        allow_null=True, help_text="As in the list of the type."
    )


class ChangesOutput(serializers.Serializer):
    """A page; ask again with ``next`` until ``has_more`` is false, then later."""

    next = serializers.CharField()
    has_more = serializers.BooleanField()
    results = ChangeOutput(many=True)


class Position:
    """A place in the feed: a transaction and an event in it."""

    def __init__(self, xid: str = "0", pk: int = 0) -> None:
        self.xid, self.pk = xid, pk

    @classmethod
    def read(cls, text: str) -> "Position":
        if not text:
            return cls()
        try:
            xid, pk = SIGNER.unsign_object(text.replace("~", ":"))
        except (signing.BadSignature, ValueError, TypeError):
            raise ValidationError(
                {"after": _("This cursor is not one of ours.")}
            ) from None
        return cls(str(xid), int(pk))

    def write(self) -> str:
        return SIGNER.sign_object([self.xid, self.pk]).replace(":", "~")


class ChangesViewSet(PolicyViewSet):
    """Every create, change and end of what the reader may see, in commit order."""

    required_permissions = {"list": SIGNED_IN}
    query = {"list": ChangesQuery}
    answers = {"list": {200: ChangesOutput}}
    followed: tuple[Followed, ...] = ()

    def list(self, request):
        asked = self.asked_query()
        kinds = self._kinds(asked.get("types", ""))
        start = Position.read(asked.get("after", ""))
        events, end, has_more = self._events(start, kinds, asked["page_size"])
        rows = [text for text in self._tell(events, kinds) if text]
        body = (
            f'{{"next":{json.dumps(end.write())},"has_more":{json.dumps(has_more)},'
            f'"results":[{",".join(rows)}]}}'
        )
        return Response(body.encode())

    def _kinds(self, types: str) -> dict[str, Followed]:
        """By model label, those that were asked for and may be seen at all."""
        names = {found.name for found in self.followed}
        wanted = set(filter(None, types.split(","))) or names
        if wanted - names:
            message = _("Choose from %s.") % ", ".join(sorted(names))
            raise ValidationError({"types": message})
        return {
            kind.label: kind
            for kind in self.followed
            if kind.name in wanted and self._may_see(kind)
        }

    def _may_see(self, kind: Followed) -> bool:
        resources = {kind.shape.model.policy_resource}
        if kind.is_secret:
            resources.add("tip")
        return any(policy.can(self.request.user, f"{name}.view") for name in resources)

    def _events(self, start: Position, kinds: dict[str, Followed], size: int):
        """The next events of these kinds, where they end, and whether there are more."""
        scopes = {label: self._scope(kind) for label, kind in kinds.items()}
        params = {
            "xid": start.xid,
            "id": start.pk,
            "window": WINDOW,
            "limit": size + 1,
            "labels": list(kinds),
            "areas": list(frozenset().union(*(s.area_ids for s in scopes.values()))),
            "anywhere": [
                label
                for label, s in scopes.items()
                if s.everything or s.own or s.assigned or kinds[label].is_secret
            ],
        }
        with connection.cursor() as cursor:
            cursor.execute(FEED, params)
            *found, last = cursor.fetchall() or [None]
        if last is None:
            return [], start, False
        if len(found) > size:
            return found[:size], Position(*found[size - 1][:2]), True
        return found, Position(*last[:2]), last[6] == WINDOW

    def _scope(self, kind: Followed) -> policy.Scope:
        resource = kind.shape.model.policy_resource
        return policy.scope(self.request.user, f"{resource}.view")

    def _tell(self, events, kinds):
        """Each event as JSON, with the row as it stands now."""
        ids = defaultdict(set)
        for event in events:
            label, _colon, pk = event[3].partition(":")
            ids[label].add(int(pk))
        rows = {label: self._rows(kinds[label], pks) for label, pks in ids.items()}
        for _xid, _id, event, subject, area_id, at, _looked in events:
            label, _colon, pk = subject.partition(":")
            row = rows[label].get(int(pk))
            if row is not None or self._was_seen(kinds[label], area_id):
                yield self._one(kinds[label], int(pk), event, at, row)

    def _rows(self, kind: Followed, pks: set[int]) -> dict[int, str]:
        user, model = self.request.user, kind.shape.model
        visible = model._default_manager.visible_to(user).filter(pk__in=pks)
        found = kind.shape.rows(visible, user=user)
        return {pk: text for pk, _sort, text in found}

    def _was_seen(self, kind: Followed, area_id: int | None) -> bool:
        """A record that is gone is told to those who could see it where it was."""
        if kind.is_secret:
            return False
        scope = self._scope(kind)
        return scope.everything or area_id in scope.area_ids

    @staticmethod
    def _one(kind: Followed, pk: int, event: str, at, row: str | None) -> str:
        head = {
            "type": kind.name,
            "id": pk,
            "change": "saved" if row is not None else "gone",
            "event": event,
            "at": at.isoformat(),
        }
        return f'{json.dumps(head)[:-1]},"data":{row or "null"}}}'
