"""Register imports and what they suggest, over REST."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    IntegerField,
    Serializer,
)

from households.actions import matches, register_imports
from households.api import serializers, shapes
from households.filters.imports import MatchFilterSet, RegisterImportFilterSet
from households.importing import preview, storage
from households.models import ImportFinding
from households.tasks import ring_for
from station.actions.access import record_access
from station.api.content import UploadParser
from station.api.pagination import PAGE_SIZE
from station.api.serializers import Input, Nothing
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.models import AccessRecord

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE = ("row", "sheet", "column", "result", "value", "message")


class FindingsQuery(Input):
    result = ChoiceField(choices=ImportFinding.Result.choices, required=False)
    after = IntegerField(min_value=0, max_value=2**63 - 1, required=False, default=0)
    page_size = IntegerField(
        min_value=1, max_value=200, required=False, default=PAGE_SIZE
    )


class FindingOutput(Serializer):
    """A fault in one cell; numbers are masked."""

    id = IntegerField()
    row = IntegerField()
    sheet = CharField()
    column = CharField()
    code = CharField()
    result = CharField()
    value = CharField()
    message = CharField()


class FindingsOutput(Serializer):
    """Ask on with ``after`` until it is null."""

    after = IntegerField(allow_null=True)
    results = FindingOutput(many=True)


class RegisterImportViewSet(ShapeViewSet):
    """Workbooks that were uploaded, checked and committed."""

    shape = shapes.IMPORTS
    filterset_class = RegisterImportFilterSet
    required_permissions = {
        "list": "register_import.view",
        "retrieve": "register_import.view",
        "findings": "register_import.view",
        "correction": "register_import.view",
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
    query = {"findings": FindingsQuery}
    refusing_reads = frozenset({"correction"})
    answers = {
        "findings": {200: FindingsOutput},
        "correction": {(200, XLSX): OpenApiTypes.BINARY},
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

    @action(detail=True)
    def findings(self, request, pk=None):
        """What was wrong in which cell, and what was done about it."""
        job, asked = get_object_or_404(self.get_queryset(), pk=pk), self.asked_query()
        rows = job.findings.filter(pk__gt=asked["after"]).order_by("pk")
        if "result" in asked:
            rows = rows.filter(result=asked["result"])
        found = list(rows[: asked["page_size"]])
        self._write_down(job, AccessRecord.Act.VIEW, "findings")
        more = found[-1].pk if len(found) == asked["page_size"] else None
        answer = {"after": more, "results": _told(found)}
        return Response(FindingsOutput(answer).data)

    @action(detail=True)
    def correction(self, request, pk=None):
        """The rows that were not taken in, as a workbook, for who sent them."""
        job = get_object_or_404(self.get_queryset(), pk=pk)
        if job.owner_id != request.user.pk:
            raise RuleError(_("Only who sent the workbook gets it."), code="forbidden")
        try:
            content = storage.read(storage.correction_of(job.file_name))
        except OSError:
            raise RuleError(_("There is no such workbook."), code="gone") from None
        self._write_down(job, AccessRecord.Act.EXPORT, "correction")
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = (
            f'attachment; filename="correction-{job.pk}.xlsx"'
        )
        response["Cache-Control"] = "no-store"
        return response

    def _write_down(self, job, act: str, fields: str) -> None:
        record_access(
            by=self.request.user, act=act, subject=job, fields=fields, at=timezone.now()
        )

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


def _told(findings) -> list[dict]:
    """Each finding in the reader's words."""
    lines = preview.finding_lines(findings, masked=True)
    return [
        {
            "id": found.pk,
            "code": found.code,
            **{name: getattr(line, name) for name in LINE},
        }
        for found, line in zip(findings, lines, strict=True)
    ]


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
