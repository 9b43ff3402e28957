"""The kinds of documents taken home, over REST."""

from rest_framework import serializers

from households.actions import document_kinds
from households.api.shapes_services import DOCUMENT_KINDS
from households.filters.services import DocumentKindFilterSet
from station.api.serializers import Input, Text, VersionedInput
from station.api.viewsets import ShapeViewSet

DAYS = {"min_value": 1, "max_value": document_kinds.MOST_DAYS}
ORDER = {"min_value": 0, "max_value": 9999}


class DocumentKindInput(Input):
    code = serializers.SlugField(max_length=40)
    name = Text(60)
    name_en = Text(60, default="", allow_blank=True)
    working_days = serializers.IntegerField(**DAYS)
    order = serializers.IntegerField(default=100, **ORDER)
    is_active = serializers.BooleanField(default=True)


class DocumentKindEditInput(VersionedInput):
    name = Text(60, required=False)
    name_en = Text(60, required=False, allow_blank=True)
    working_days = serializers.IntegerField(required=False, **DAYS)
    order = serializers.IntegerField(required=False, **ORDER)
    is_active = serializers.BooleanField(required=False)


class DocumentKindViewSet(ShapeViewSet):
    """What the counter gives out to be taken home."""

    shape = DOCUMENT_KINDS
    filterset_class = DocumentKindFilterSet
    required_permissions = {
        "list": "document_kind.view",
        "retrieve": "document_kind.view",
        "create": "document_kind.create",
        "partial_update": "document_kind.edit",
    }
    inputs = {"create": DocumentKindInput, "partial_update": DocumentKindEditInput}

    def create(self, request):
        """Take in a kind of document."""
        return self.make(document_kinds.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Set a kind right, or take it out of use."""
        return self.act(document_kinds.edit, on="document_kind")
