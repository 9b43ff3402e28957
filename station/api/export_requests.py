"""Requests for whole numbers over REST: asked, decided by a second person, fetched."""

import django_filters
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.decorators import action

from station.actions import export_requests, jobs
from station.api.parts import Column, Part, Told
from station.api.serializers import Input, Nothing, Text
from station.api.shape import Shape
from station.api.shapes import person
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.export_words import filter_words
from station.models import AccessRecord, ExportRequest
from station.registry import registry
from station.sheets import XLSX
from station.table_answers import file_answer
from station.tasks import ring_job


def _said(request: ExportRequest, _user) -> list[str]:
    kind = registry.lists.get(request.list_key)
    return filter_words(kind, request.query) if kind else []


EXPORT_REQUESTS = Shape(
    "ExportRequest",
    ExportRequest,
    "id",
    Column("list", source="list_key"),
    "query",
    "columns",
    "whole",
    "rows",
    "purpose",
    "reason",
    "state",
    Part("area", "id", "name", "kind"),
    person("requested_by"),
    "requested_at",
    "expires_at",
    person("decided_by"),
    "decided_at",
    "answer",
    Part("job", "id", "state", "done", "total"),
    "fetched_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    detail=[
        Told("filters", {"type": "array", "items": {"type": "string"}}, _said),
    ],
)


class ExportRequestFilterSet(django_filters.FilterSet):
    """Requests by state and list."""

    state = django_filters.ChoiceFilter(choices=ExportRequest.State)
    list = django_filters.CharFilter(field_name="list_key")

    class Meta:
        model = ExportRequest
        fields = ["state", "list"]


class AskInput(Input):
    list = Text(60)
    query = Text(2000, required=False, allow_blank=True, default="")
    whole = serializers.ListField(child=Text(40), min_length=1, max_length=10)
    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose)
    reason = Text(200)


class ApproveInput(Input):
    answer = Text(200, required=False, allow_blank=True, default="")


class RefuseInput(Input):
    answer = Text(200)


class ExportRequestViewSet(ShapeViewSet):
    """Whole numbers of a list: for a purpose, with a second person's yes."""

    shape = EXPORT_REQUESTS
    filterset_class = ExportRequestFilterSet
    required_permissions = {
        "list": "export_request.view",
        "retrieve": "export_request.view",
        "create": "export_request.create",
        "approve": "export_request.approve",
        "refuse": "export_request.approve",
        "withdraw": "export_request.view",
        "fetch": "export_request.view",
    }
    inputs = {
        "create": AskInput,
        "approve": ApproveInput,
        "refuse": RefuseInput,
        "withdraw": Nothing,
        "fetch": Nothing,
    }
    answers = {"fetch": {(200, XLSX): OpenApiTypes.BINARY}}
    needs_fresh_sign_in = frozenset({"create", "approve"})
    never_kept = ShapeViewSet.never_kept | {"fetch"}

    def create(self, request):
        """Ask to let out what a list shows, with whole numbers."""
        asked = self.asked()
        return self.make(export_requests.ask, list_key=asked.pop("list"), **asked)

    @action(detail=True, methods=["post"])
    def approve(self, request, pk=None):
        """Let it out: never by whoever asked."""
        found = self.do(export_requests.approve, request=self.target(), **self.asked())
        ring_job(found.job_id)
        return self.show(found)

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        """Not this; the answer says why."""
        return self.act(export_requests.refuse, on="request")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """No longer needed; only by whoever asked."""
        return self.act(export_requests.withdraw, on="request")

    @action(detail=True, methods=["post"])
    def fetch(self, request, pk=None):
        """The file, once, for whoever asked."""
        job = self.target().job
        try:
            pieces = self.do(jobs.fetch, job=job, is_once=True) if job else None
        except FileNotFoundError:
            pieces = None
        if pieces is None:
            raise RuleError(_("There is no file for you to fetch."), code="no_file")
        return file_answer(pieces, name=job.result_title, content_type=XLSX)
