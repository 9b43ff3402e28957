"""Workbooks for any list over REST."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import sheet_imports
from station.actions.access import record_access
from station.api.content import UploadParser
from station.api.pagination import PAGE_SIZE
from station.api.parts import Part
from station.api.serializers import Input, Nothing, Text
from station.api.shape import Shape
from station.api.shapes import person
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.models import AccessRecord, SheetImport, SheetRow
from station.sheets import XLSX
from station.tasks import ring_sheet
from station.views.sheets import told

SHEETS = Shape(
    "SheetImport",
    SheetImport,
    "id",
    "kind",
    Part("area", "id", "name", "kind"),
    "state",
    "step",
    "done",
    "total",
    "error",
    person("owner"),
    "row_count",
    "new_count",
    "changed_count",
    "unchanged_count",
    "refused_count",
    "committed_at",
    "finished_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)


class SheetInput(Input):
    kind = Text(60)
    file = serializers.FileField()


class SheetRowsQuery(Input):
    state = serializers.ChoiceField(choices=SheetRow.State.choices, required=False)
    after = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, default=0
    )
    page_size = serializers.IntegerField(
        min_value=1, max_value=200, required=False, default=PAGE_SIZE
    )


class SheetChangeOutput(serializers.Serializer):
    field = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class SheetFaultOutput(serializers.Serializer):
    column = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class SheetRowOutput(serializers.Serializer):
    """A row of the workbook and what it would become."""

    row = serializers.IntegerField()
    state = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    changes = SheetChangeOutput(many=True)
    faults = SheetFaultOutput(many=True)


class SheetRowsOutput(serializers.Serializer):
    """Ask on with ``after`` until it is null."""

    after = serializers.IntegerField(allow_null=True)
    results = SheetRowOutput(many=True)


class SheetImportViewSet(ShapeViewSet):
    """Workbooks sent in for a list: checked, then taken in once."""

    shape = SHEETS
    required_permissions = {
        "list": "sheet_import.view",
        "retrieve": "sheet_import.view",
        "rows": "sheet_import.view",
        "refused": "sheet_import.view",
        "create": "sheet_import.create",
        "commit": "sheet_import.commit",
        "discard": "sheet_import.commit",
        "retry": "sheet_import.commit",
    }
    inputs = {
        "create": SheetInput,
        "commit": Nothing,
        "discard": Nothing,
        "retry": Nothing,
    }
    query = {"rows": SheetRowsQuery}
    refusing_reads = frozenset({"refused"})
    answers = {
        "rows": {200: SheetRowsOutput},
        "refused": {(200, XLSX): OpenApiTypes.BINARY},
    }

    def get_parsers(self):
        asked = getattr(self, "action", None)  # DRF names it after asking this
        if asked is None and self.request is not None:
            asked = self.action_map.get(self.request.method.lower())
        return [UploadParser()] if asked == "create" else super().get_parsers()

    def create(self, request):
        """Send a workbook in; it is checked in the background, nothing is written."""
        data = self.asked()
        made = self.do(
            sheet_imports.upload,
            kind=data["kind"],
            content=data["file"].read(),
            name=data["file"].name,
        )
        ring_sheet(made.pk)
        return self.show(made, status=201)

    @action(detail=True)
    def rows(self, request, pk=None):
        """What each row would become, and what is wrong with it."""
        job, asked = get_object_or_404(self.get_queryset(), pk=pk), self.asked_query()
        rows = SheetRow.objects.filter(sheet_import=job, row__gt=asked["after"])
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        found = list(rows.order_by("row")[: asked["page_size"]])
        self._write_down(job, AccessRecord.Act.VIEW, "rows")
        more = found[-1].row if len(found) == asked["page_size"] else None
        answer = {"after": more, "results": [_told(row) for row in found]}
        return Response(SheetRowsOutput(answer).data)

    @action(detail=True)
    def refused(self, request, pk=None):
        """The rows to correct, for the person who sent them in."""
        job = get_object_or_404(self.get_queryset(), pk=pk)
        if job.owner_id != request.user.pk:
            raise RuleError(_("Only who sent the workbook gets it."), code="forbidden")
        try:
            body = sheet_imports.FILES.read(job.refused_file)
        except OSError:
            raise RuleError(_("There is no such workbook."), code="gone") from None
        self._write_down(job, AccessRecord.Act.EXPORT, "refused")
        response = HttpResponse(body, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="refused-{pk}.xlsx"'
        response["Cache-Control"] = "no-store"
        return response

    def _write_down(self, job, act: str, fields: str) -> None:
        record_access(
            by=self.request.user, act=act, subject=job, fields=fields, at=timezone.now()
        )

    @action(detail=True, methods=["post"])
    def commit(self, request, pk=None):
        """The preview was seen: take in the good rows."""
        return self._run(sheet_imports.approve)

    @action(detail=True, methods=["post"])
    def discard(self, request, pk=None):
        """Throw it away."""
        return self.act(sheet_imports.discard, on="sheet_import")

    @action(detail=True, methods=["post"])
    def retry(self, request, pk=None):
        """Try a failed one once more."""
        return self._run(sheet_imports.retry)

    def _run(self, function):
        response = self.act(function, on="sheet_import")
        ring_sheet(int(self.kwargs["pk"]))
        return response


def _told(row: SheetRow) -> dict:
    title, changes, faults = told(row)
    return {
        "row": row.row,
        "state": row.state,
        "title": title,
        "changes": [{"field": f, "before": b, "after": a} for f, b, a in changes],
        "faults": [{"column": column, "reason": why} for column, why in faults],
    }
