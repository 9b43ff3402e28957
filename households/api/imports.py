"""Register imports and what they suggest, over REST."""

from households.api import shapes
from households.filters.imports import MatchFilterSet, RegisterImportFilterSet
from station.api.viewsets import ShapeViewSet


class RegisterImportViewSet(ShapeViewSet):
    """Workbooks that were uploaded, checked and committed."""

    shape = shapes.IMPORTS
    filterset_class = RegisterImportFilterSet
    required_permissions = {
        "list": "register_import.view",
        "retrieve": "register_import.view",
    }


class MatchSuggestionViewSet(ShapeViewSet):
    """Two entries that look like one person, or somebody who seems to have moved."""

    shape = shapes.MATCHES
    filterset_class = MatchFilterSet
    required_permissions = {"list": "match.view", "retrieve": "match.view"}
    access_fields = "residents"
