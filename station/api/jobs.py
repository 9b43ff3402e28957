"""One's own long jobs over REST."""

import django_filters
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from rest_framework.decorators import action

from station.actions import jobs
from station.api.parts import Expression, Part, Told
from station.api.serializers import Nothing
from station.api.shape import Shape
from station.api.viewsets import ShapeViewSet
from station.models import Job
from station.table_answers import file_answer
from station.tasks import ring_job

AREA = Part("area", "id", "name", "kind")
JOBS = Shape(
    "Job",
    Job,
    "id",
    "kind",
    "state",
    "done",
    "total",
    "failed_count",
    "error",
    AREA,
    Expression("has_result", "({t}.result_file <> '')", {"type": "boolean"}),
    Expression("has_failures", "({t}.failures_file <> '')", {"type": "boolean"}),
    "result_url",
    "finished_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    detail=[Told("title", {"type": "string"}, lambda job, _user: jobs.title_of(job))],
)


class JobFilterSet(django_filters.FilterSet):
    """Jobs by state and kind."""

    state = django_filters.ChoiceFilter(choices=Job.State)
    kind = django_filters.CharFilter()

    class Meta:
        model = Job
        fields = ["state", "kind"]


class JobViewSet(ShapeViewSet):
    """Large exports, papers for thousands, actions on many rows: one's own."""

    shape = JOBS
    filterset_class = JobFilterSet
    required_permissions = {
        "list": "job.view",
        "retrieve": "job.view",
        "result": "job.view",
        "retry": "job.view",
    }
    inputs = {"retry": Nothing}
    refusing_reads = frozenset({"result"})
    answers = {"result": {(200, "application/octet-stream"): OpenApiTypes.BINARY}}

    @action(detail=True, methods=["post"])
    def retry(self, request, pk=None):
        """Try a failed job once more."""
        response = self.act(jobs.retry, on="job")
        ring_job(int(self.kwargs["pk"]))
        return response

    @action(detail=True)
    def result(self, request, pk=None):
        """The file the job made, while its owner is still permitted to have it."""
        rows = self.get_queryset().select_related("owner", "area")
        job = get_object_or_404(rows, pk=pk)
        try:
            pieces = self.do(jobs.fetch, job=job)
        except OSError:
            raise Http404 from None
        return file_answer(pieces, name=job.result_title, content_type=job.result_type)


def address_of(job: Job) -> str:
    """Where a client follows a job."""
    return reverse("api:jobs-detail", args=[job.pk])
