"""The feed of changes over REST; see ``station.feed`` for how it is read."""

import json

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from station.api.pagination import etag
from station.api.serializers import Input
from station.api.viewsets import PolicyViewSet
from station.feed import BadPosition, Followed, Position, Reader
from station.views.policy import SIGNED_IN

__all__ = ["ChangesViewSet", "Followed"]

PAGE_SIZE = 200
LARGEST = 1000


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


class ChangesViewSet(PolicyViewSet):
    """Every create, change and end of what the reader may see, in commit order."""

    required_permissions = {"list": SIGNED_IN}
    query = {"list": ChangesQuery}
    answers = {"list": {200: ChangesOutput}}
    followed: tuple[Followed, ...] = ()

    def list(self, request):
        asked = self.asked_query()
        reader = Reader(request.user, self._wanted(asked.get("types", "")))
        start = position(asked.get("after", ""))
        page = reader.page(start, size=asked["page_size"])
        rows = ",".join(change.json() for change in page.changes)
        body = (
            f'{{"next":{json.dumps(page.end.write())},'
            f'"has_more":{json.dumps(page.has_more)},"results":[{rows}]}}'
        )
        tag = etag(body.encode())
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status=304, headers={"ETag": tag})
        return Response(body.encode(), headers={"ETag": tag})

    def _wanted(self, types: str) -> tuple[Followed, ...]:
        """The kinds that were asked for, else all."""
        names = {found.name for found in self.followed}
        wanted = set(filter(None, types.split(","))) or names
        if wanted - names:
            message = _("Choose from %s.") % ", ".join(sorted(names))
            raise ValidationError({"types": message})
        return tuple(kind for kind in self.followed if kind.name in wanted)


def position(text: str, *, field: str = "after") -> Position:
    """The place a client names, or 400 at the field."""
    try:
        return Position.read(text)
    except BadPosition:
        raise ValidationError({field: _("This cursor is not one of ours.")}) from None
