"""Saved filters over REST, and their names in the address of a list."""

import django_filters
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station import policy
from station.actions import saved_filters
from station.api.parts import Column, Expression, Field, Part, Told
from station.api.serializers import Input, Nothing, Text
from station.api.shape import Shape
from station.api.shapes import person
from station.api.viewsets import ShapeViewSet
from station.api.writing import READER
from station.lists import Listing
from station.models import SavedFilter
from station.registry import registry

MOST_COUNTED = 1_000


class Pinned(Field):
    """Whether the reader has it at the side."""

    def expressions(self, alias, writing):
        table = SavedFilter.pinned_by.through._meta.db_table
        mine = f"p.user_id = {READER}"
        rows = f"SELECT 1 FROM {table} p WHERE p.savedfilter_id = {alias}.id"  # noqa: S608
        yield self.name, f"EXISTS({rows} AND {mine})"

    def schemas(self):
        yield self.name, {"type": "boolean"}


def _count(saved: SavedFilter, user) -> int:
    """How many rows it leaves this reader, counted no further than a thousand."""
    kind = registry.lists.get(saved.list_key)
    if kind is None or not policy.can(user, kind.permission):
        return 0
    listing = Listing(kind, user=user, params=QueryDict(saved.query))
    return listing.count(MOST_COUNTED)


SAVED_FILTERS = Shape(
    "SavedFilter",
    SavedFilter,
    "id",
    "name",
    "slug",
    Column("list", source="list_key"),
    "query",
    person("owner"),
    Part("shared_with", "id", "name", "kind"),
    Expression("is_shared", "({t}.shared_with_id IS NOT NULL)", {"type": "boolean"}),
    Pinned("is_pinned"),
    "created_at",
    "updated_at",
    orders={"name": "name", "id": "id", "updated_at": "updated_at"},
    order="name",
    detail=[Told("count", {"type": "integer", "maximum": MOST_COUNTED}, _count)],
)


class SavedFilterFilterSet(django_filters.FilterSet):
    """Saved filters of one list."""

    list = django_filters.CharFilter(field_name="list_key")

    class Meta:
        model = SavedFilter
        fields = ["list"]


class SavedFilterInput(Input):
    name = Text(60)
    list = Text(60)
    query = Text(2000, required=False, allow_blank=True, default="")
    is_shared = serializers.BooleanField(default=False)
    is_pinned = serializers.BooleanField(default=False)


class SavedFilterEditInput(Input):
    name = Text(60, required=False)
    query = Text(2000, required=False, allow_blank=True)
    is_shared = serializers.BooleanField(required=False, allow_null=True, default=None)


class SavedFilterViewSet(ShapeViewSet):
    """Filters of a list under a name: one's own, and those the station shares."""

    shape = SAVED_FILTERS
    filterset_class = SavedFilterFilterSet
    required_permissions = {
        "list": "saved_filter.view",
        "retrieve": "saved_filter.view",
        "create": "saved_filter.create",
        "partial_update": "saved_filter.edit",
        "destroy": "saved_filter.edit",
        "pin": "saved_filter.view",
        "unpin": "saved_filter.view",
    }
    inputs = {
        "create": SavedFilterInput,
        "partial_update": SavedFilterEditInput,
        "pin": Nothing,
        "unpin": Nothing,
    }
    answers = {"destroy": {204: None}}

    def create(self, request):
        """Keep the filters of a list under a name; ``?filter=slug`` applies them."""
        asked = self.asked()
        return self.make(saved_filters.create, list_key=asked.pop("list"), **asked)

    def partial_update(self, request, pk=None):
        """Another name, other filters, for the whole station, or no longer."""
        return self.act(saved_filters.edit, on="saved_filter")

    def destroy(self, request, pk=None):
        """Give it up."""
        self.do(saved_filters.delete, saved_filter=self.target())
        return Response(status=204)

    @action(detail=True, methods=["post"])
    def pin(self, request, pk=None):
        """Into one's side bar."""
        return self._pin(saved_filters.pin)

    @action(detail=True, methods=["post"])
    def unpin(self, request, pk=None):
        """Out of one's side bar."""
        return self._pin(saved_filters.unpin)

    def _pin(self, function):
        self.asked()
        saved = self.target()
        self.do(function, saved_filter=saved)
        return self.show(saved)
