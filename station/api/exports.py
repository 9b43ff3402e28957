"""A list as a file over REST: the rows, columns, masks and log of the page's export."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters.utils import translate_validation
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station import list_exports
from station.actions.list_exports import take
from station.errors import RuleError
from station.lists import ListKind
from station.registry import registry
from station.table_answers import table_answer
from station.tasks import ring_job


class ExportJobOutput(serializers.Serializer):
    """More than 5,000 rows: the job that writes the file, and where to follow it."""

    job = serializers.IntegerField()
    url = serializers.CharField()
    rows = serializers.IntegerField()


ANSWERS = {
    **{(200, kind): OpenApiTypes.BINARY for kind in list_exports.FORMS.values()},
    202: ExportJobOutput,
}


def exported_list(list_key: str) -> ListKind | None:
    """The list, where it may be taken away at all."""
    kind = registry.lists.get(list_key)
    return kind if kind is not None and kind.export_permission else None


@action(detail=False, methods=["get"])
def export(self, request):
    """What the filters leave, as a workbook or CSV, with the columns of the page."""
    kind = registry.lists[self.list_key]
    form = request.query_params.get("as", "xlsx")
    if form not in list_exports.FORMS:
        message = _("Choose one of %s.") % ", ".join(list_exports.FORMS)
        raise serializers.ValidationError({"as": [message]})
    _check(kind, request)
    taken = self.do(take, kind=kind, params=request.query_params, form=form)
    if taken.job is None:
        return table_answer(taken)
    ring_job(taken.job.pk)
    url = reverse("api:jobs-detail", args=[taken.job.pk])
    told = {"job": taken.job.pk, "url": url, "rows": taken.job.total}
    return Response(told, status=202, headers={"Location": url})


def _check(kind: ListKind, request) -> None:
    """A filter that makes no sense is told; on the page the list is empty then."""
    params = request.query_params
    try:
        query = list_exports.asked_for(kind, user=request.user, params=params)
    except RuleError as error:
        raise serializers.ValidationError({"filter": [str(error)]}) from None
    filterset = list_exports.exported(kind, user=request.user, query=query).filterset
    if not filterset.is_valid():
        raise translate_validation(filterset.errors)
