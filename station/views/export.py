"""What a list shows, as a file: at once, or as a job when there is much of it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from station import list_exports
from station.actions.list_exports import take
from station.errors import RuleError
from station.registry import registry
from station.table_answers import table_answer
from station.tasks import ring_job
from station.views.policy import PolicyMixin


class ExportView(PolicyMixin, View):
    """Exactly what is filtered, as a workbook or as CSV (``?as=csv``)."""

    list_key = ""
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        kind = registry.lists[self.list_key]
        form = request.GET.get("as", "xlsx")
        if form not in list_exports.FORMS:
            form = "xlsx"
        try:
            taken = take(
                kind=kind,
                params=request.GET,
                form=form,
                by=request.user,
                at=timezone.now(),
            )
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._back(kind))
        if taken.job is None:
            return table_answer(taken)
        ring_job(taken.job.pk)
        messages.info(
            request, _("There are many rows: a notice comes when the file is ready.")
        )
        return HttpResponseRedirect(taken.job.get_absolute_url())

    def _back(self, kind) -> str:
        """The list as it was."""
        params = self.request.GET.copy()
        params.pop("as", None)
        query = params.urlencode()
        return f"{reverse(kind.url_name)}?{query}" if query else reverse(kind.url_name)
