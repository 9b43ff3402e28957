"""Weekly and monthly reports over REST: asked for, worded, signed, taken away."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.decorators import action

from station import pdf_answers
from station.actions import reports
from station.api import report_figures
from station.api.papers import BINARY
from station.api.parts import Column, Part, Told
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.shape import Shape, Single
from station.api.shapes import AREA, person
from station.api.viewsets import ShapeViewSet
from station.jobs import XLSX
from station.models import Area, Report
from station.report_filters import ReportFilterSet
from station.reports import book, paper, telling
from station.table_answers import file_answer
from station.tasks import ring_job

PARTS = Report.Part
TEXTS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "part": {"type": "string", "enum": PARTS.values},
            "label": {"type": "string"},
            "text": {"type": "string"},
            "suggested": {"type": "string"},
            "is_worded": {"type": "boolean"},
        },
        "required": ["part", "label", "text", "suggested", "is_worded"],
    },
}


def _texts(report: Report, _user) -> list[dict]:
    return [
        {
            "part": part.value,
            "label": str(part.label),
            "text": report.text_of(part),
            "suggested": report.suggested.get(part, ""),
            "is_worded": report.is_worded(part),
        }
        for part in PARTS
    ]


REPORTS = Shape(
    "Report",
    Report,
    "id",
    "kind",
    AREA,
    "starts_on",
    "ends_on",
    "status",
    "figures_at",
    "due_on",
    person("made_by"),
    Part("job", "id", "state", "done", "total"),
    person("signed_by"),
    "signed_at",
    Column("supersedes"),
    "reason",
    "replaced_at",
    "version",
    "created_at",
    "updated_at",
    orders={"starts_on": "starts_on", "id": "id", "updated_at": "updated_at"},
    order="-starts_on",
    by_area=("starts_on",),
    detail=[
        Told("texts", TEXTS, _texts),
        Told("figures", report_figures.SCHEMA, report_figures.of),
    ],
)


class ReportAskInput(Input):
    kind = serializers.ChoiceField(choices=Report.Kind.choices)
    area = Visible(Area, permission="report.make")
    starts_on = serializers.DateField(help_text="A Monday, or the first of a month.")


class WordsInput(VersionedInput):
    """Empty takes up the suggestion again; what is not sent stays."""

    overview = Text(reports.LONGEST_TEXT, required=False, allow_blank=True)
    stood_out = Text(reports.LONGEST_TEXT, required=False, allow_blank=True)
    next = Text(reports.LONGEST_TEXT, required=False, allow_blank=True)


class ReportSignInput(VersionedInput):
    """Whoever signs says which version was read."""


class ReportReasonInput(Input):
    reason = Text(200)


class ReportViewSet(ShapeViewSet):
    """What a place reports of a week or a month; once signed it never moves."""

    shape = REPORTS
    filterset_class = ReportFilterSet
    list_key = "station.report"
    required_permissions = {
        "list": "report.view",
        "retrieve": "report.view",
        "create": "report.make",
        "partial_update": "report.edit",
        "sign": ("report.sign", "report.sign_county"),
        "count_again": "report.make",
        "correct": "report.make",
        "drop": "report.make",
        "pdf": "report.view",
        "xlsx": "report.view",
    }
    inputs = {
        "create": ReportAskInput,
        "partial_update": WordsInput,
        "sign": ReportSignInput,
        "count_again": Nothing,
        "correct": ReportReasonInput,
        "drop": ReportReasonInput,
    }
    answers = {
        "correct": {201: Single(REPORTS)},
        "pdf": BINARY,
        "xlsx": {(200, XLSX): OpenApiTypes.BINARY},
    }

    def create(self, request):
        """Have a report made; its job says how far it is."""
        report = self.do(reports.ask, **self.asked())
        ring_job(report.job_id)
        return self.show(report, status=201)

    def partial_update(self, request, pk=None):
        """Say parts of it in other words, until it is signed."""
        report, said = self.target(), self.asked()
        version = said.pop("version")
        self.do(reports.write, report=report, texts=said, version=version)
        return self.show(report)

    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """Stand for it: a station's by its chief, the county's by its leader."""
        rows = Report.objects.signable_by(request.user).select_related("area")
        report = get_object_or_404(rows, pk=pk)
        self.do(reports.sign, report=report, **self.asked())
        return self.show(report)

    @action(detail=True, methods=["post"], url_path="count-again")
    def count_again(self, request, pk=None):
        """Fresh figures for a draft; what an officer wrote stays."""
        report = self.do(reports.count_again, report=self.target(), **self.asked())
        ring_job(report.job_id)
        return self.show(report)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """Another report of the same days that replaces a signed one when signed."""
        found = self.do(reports.correct, report=self.target(), **self.asked())
        ring_job(found.job_id)
        return self.show(found, status=201)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """A draft nobody needs."""
        return self.act(reports.drop, on="report")

    @action(detail=True)
    def pdf(self, request, pk=None):
        """On paper, as the reader may see it; written down as an export."""
        report = self._counted("pdf")
        body = paper.pdf(report, request.user)
        return pdf_answers.shown(body, f"{telling.file_name(report)}.pdf")

    @action(detail=True)
    def xlsx(self, request, pk=None):
        """As a workbook, as the reader may see it; written down as an export."""
        report = self._counted("xlsx")
        body = book.xlsx(report, request.user)
        name = f"{telling.file_name(report)}.xlsx"
        return file_answer([body], name=name, content_type=XLSX)

    def _counted(self, form: str) -> Report:
        """The report to take away: 404 before it has figures."""
        report = self.target()
        if not report.figures:
            raise Http404
        self.do(reports.take, report=report, form=form)
        return report
