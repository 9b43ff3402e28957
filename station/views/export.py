"""What a list shows, as a workbook: at once, or as a job when there is much of it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from station import list_exports
from station.actions import jobs
from station.actions.access import record_access
from station.models import AccessRecord
from station.registry import registry
from station.sheets import download
from station.tasks import ring_job
from station.views.policy import PolicyMixin


class ExportView(PolicyMixin, View):
    """Exactly what is filtered; who took it is written down first."""

    list_key = ""
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        kind = registry.lists[self.list_key]
        query = request.GET.urlencode()
        columns = list_exports.columns_of(kind, request.user)
        listing = list_exports.exported(kind, user=request.user, query=query)
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject=kind.key,
            fields=",".join(column.key for column in columns)[:200],
            reason=query[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        total = listing.count(list_exports.AT_ONCE + 1)
        if total <= list_exports.AT_ONCE:
            body = list_exports.written(listing, columns)
            return download(kind.file_name or kind.key.rpartition(".")[2], body)
        return self._later(kind, query, columns)

    def _later(self, kind, query: str, columns):
        job = jobs.enqueue(
            kind=list_exports.KIND,
            owner=self.request.user,
            at=timezone.now(),
            params={"list": kind.key, "columns": [column.key for column in columns]},
            asked={"query": query},
        )
        ring_job(job.pk)
        messages.info(
            self.request,
            _("There are many rows: a notice comes when the workbook is ready."),
        )
        return HttpResponseRedirect(job.get_absolute_url())
