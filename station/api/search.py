"""The search over REST: the same hits as on the page, what is kept and what was opened."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import searches
from station.api.serializers import Input, Nothing, Text
from station.api.shape import Shape
from station.api.viewsets import PolicyViewSet, ShapeViewSet
from station.models import SavedSearch
from station.registry import registry
from station.searching.asked import MOST
from station.searching.engine import MORE, Found, find_and_record
from station.searching.recents import recents
from station.searching.source import CANDIDATES, Group, Hit


class SearchInput(Input):
    """Asked by POST: a number one looks for must not stand in an address."""

    q = Text(MOST)
    kinds = serializers.ListField(child=Text(40), required=False, max_length=60)


class SearchHitOutput(serializers.Serializer):
    """One thing found. ``marks`` are the places of ``found`` that fitted."""

    source = serializers.CharField()
    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField()
    kind_display = serializers.CharField()
    detail = serializers.CharField()
    why = serializers.CharField()
    found = serializers.CharField()
    marks = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(), min_length=2, max_length=2
        )
    )


class SearchKindOutput(serializers.Serializer):
    """How many of a kind there are; ``is_capped`` where there are more than that."""

    source = serializers.CharField()
    kind_display = serializers.CharField()
    count = serializers.IntegerField(max_value=CANDIDATES)
    is_capped = serializers.BooleanField()
    list_url = serializers.CharField()


class SearchOutput(serializers.Serializer):
    results = SearchHitOutput(many=True)
    kinds = SearchKindOutput(many=True)


class RecentOutput(serializers.Serializer):
    """A record opened lately, as the reader may see it now."""

    source = serializers.CharField(source="source.key")
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField()
    kind_display = serializers.CharField(source="source.label")
    opened_at = serializers.DateTimeField()


class RecentsOutput(serializers.Serializer):
    results = RecentOutput(many=True)


class OpenedInput(Input):
    source = Text(40)
    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class SearchViewSet(PolicyViewSet):
    """One search over everything the person may see."""

    required_permissions = {
        "create": "search.use",
        "recent": "search.use",
        "opened": "search.use",
        "forget": "search.use",
    }
    inputs = {"create": SearchInput, "opened": OpenedInput, "forget": Nothing}
    answers = {
        "create": {200: SearchOutput},
        "recent": {200: RecentsOutput},
        "opened": {204: None},
        "forget": {204: None},
    }
    never_kept = frozenset({"create"})  # each look is written down

    @transaction.atomic
    def create(self, request):
        """The best hits of each kind, the best kind first."""
        asked = self.asked()
        found = find_and_record(
            request.user,
            asked["q"],
            most=MORE,
            kinds=tuple(asked.get("kinds", ())),
            at=timezone.now(),
        )
        return Response(SearchOutput(told(found)).data)

    @action(detail=False)
    def recent(self, request):
        """The records opened last from the search."""
        rows = recents(request.user, at=timezone.now())
        return Response(RecentsOutput({"results": rows}).data)

    @action(detail=False, methods=["post"])
    def opened(self, request):
        """One of the hits was opened."""
        asked = self.asked()
        source = registry.search.get(asked["source"])
        if source is None or not source.may_be_seen(request.user):
            raise Http404
        row = get_object_or_404(source.rows(request.user), pk=asked["id"])
        searches.opened(
            source=source.key, record_id=row.pk, by=request.user, at=timezone.now()
        )
        return Response(status=204)

    @action(detail=False, methods=["post"])
    def forget(self, request):
        """Nothing of what was opened stays."""
        self.asked()
        searches.forget(by=request.user)
        return Response(status=204)


def told(found: Found) -> dict:
    """Hits and kinds as they go out."""
    return {
        "results": [_hit(group, hit) for group in found.groups for hit in group.hits],
        "kinds": [
            {
                "source": group.source.key,
                "kind_display": str(group.source.label),
                "count": group.count,
                "is_capped": group.is_capped,
                "list_url": group.list_url,
            }
            for group in found.groups
        ],
    }


def _hit(group: Group, hit: Hit) -> dict:
    shown = next((t for t in (hit.found, hit.title, hit.detail) if t.marks), hit.found)
    return {
        "source": hit.source,
        "id": hit.pk,
        "title": str(hit.title),
        "url": hit.url,
        "kind_display": str(group.source.label),
        "detail": str(hit.detail),
        "why": str(hit.why),
        "found": str(shown),
        "marks": [list(mark) for mark in shown.marks],
    }


SAVED_SEARCHES = Shape(
    "SavedSearch",
    SavedSearch,
    "id",
    "name",
    "words",
    "created_at",
    "updated_at",
    orders={"name": "name", "id": "id", "updated_at": "updated_at"},
    order="name",
)


class SavedSearchInput(Input):
    name = Text(60, required=False, allow_blank=True, default="")
    words = Text(60)


class SavedSearchViewSet(ShapeViewSet):
    """Words one looks for again and again, under a name; one's own."""

    shape = SAVED_SEARCHES
    required_permissions = {
        "list": "saved_search.view",
        "retrieve": "saved_search.view",
        "create": "saved_search.create",
        "destroy": "saved_search.edit",
    }
    inputs = {"create": SavedSearchInput}
    answers = {"destroy": {204: None}}

    def create(self, request):
        """Keep words under a name; never a number of a person."""
        return self.make(searches.save, **self.asked())

    def destroy(self, request, pk=None):
        """Give it up."""
        self.do(searches.delete, saved_search=self.target())
        return Response(status=204)
