"""Register imports and what they suggest, over REST."""

from rest_framework.decorators import action

from households.actions import matches, register_imports
from households.api import serializers, shapes
from households.filters.imports import MatchFilterSet, RegisterImportFilterSet
from households.tasks import ring_for
from station.api.content import UploadParser
from station.api.serializers import Nothing
from station.api.viewsets import ShapeViewSet


class RegisterImportViewSet(ShapeViewSet):
    """Workbooks that were uploaded, checked and committed."""

    shape = shapes.IMPORTS
    filterset_class = RegisterImportFilterSet
    required_permissions = {
        "list": "register_import.view",
        "retrieve": "register_import.view",
        "create": "register_import.create",
        "commit": "register_import.commit",
        "discard": "register_import.commit",
        "retry": "register_import.commit",
    }
    inputs = {
        "create": serializers.ImportInput,
        "commit": Nothing,
        "discard": Nothing,
        "retry": Nothing,
    }

    def get_parsers(self):
        asked = getattr(self, "action", None)  # DRF names it after asking this
        if asked is None and self.request is not None:
            asked = self.action_map.get(self.request.method.lower())
        if asked == "create":
            return [UploadParser()]
        return super().get_parsers()

    def create(self, request):
        """Upload a workbook; it is checked in the background, nothing is imported."""
        data = self.asked()
        made = self.do(
            register_imports.upload,
            content=data["file"].read(),
            name=data["file"].name,
            station=data["area"],
        )
        ring_for(made.pk)
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def commit(self, request, pk=None):
        """The preview was seen: import the good rows."""
        return self._run(register_imports.approve)

    @action(detail=True, methods=["post"])
    def discard(self, request, pk=None):
        """Throw the workbook away without importing it."""
        return self.act(register_imports.discard, on="register_import")

    @action(detail=True, methods=["post"])
    def retry(self, request, pk=None):
        """Try a failed job once more."""
        return self._run(register_imports.retry)

    def _run(self, function):
        response = self.act(function, on="register_import")
        ring_for(int(self.kwargs["pk"]))
        return response


class MatchSuggestionViewSet(ShapeViewSet):
    """Two entries that look like one person, or somebody who seems to have moved."""

    shape = shapes.MATCHES
    filterset_class = MatchFilterSet
    required_permissions = {
        "list": "match.view",
        "retrieve": "match.view",
        "accept": "match.decide",
        "reject": "match.decide",
    }
    inputs = {
        "accept": serializers.DecisionInput,
        "reject": serializers.DecisionInput,
    }
    access_fields = "residents"

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """It is so: move the person, or make one entry of two."""
        return self.act(matches.accept, on="suggestion")

    @action(detail=True, methods=["post"])
    def reject(self, request, pk=None):
        """It is not so."""
        return self.act(matches.reject, on="suggestion")
