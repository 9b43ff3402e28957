"""Excel in for any list: template, upload, preview, commit, what was refused."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from django_htmx.http import HttpResponseClientRefresh

from station import policy
from station.actions import sheet_imports as actions
from station.actions.access import record_access
from station.errors import RuleError
from station.forms.sheets import SheetUploadForm
from station.models import AccessRecord, SheetImport, SheetRow
from station.paging import paginate
from station.registry import registry
from station.sheet_kinds import SheetKind
from station.sheet_writing import write_template
from station.sheets import XLSX
from station.tasks import ring_sheet
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

Step, State = SheetImport.Step, SheetImport.State


def kinds_for(user) -> list[SheetKind]:
    """The workbooks this person may send in."""
    return [k for k in registry.sheets.values() if policy.can(user, k.permission)]


class SheetListView(PolicyMixin, TemplateView):
    """The workbooks sent in, newest first."""

    permission_required = "sheet_import.view"
    template_name = "station/sheet_list.html"

    def get_context_data(self, **kwargs):
        rows = SheetImport.objects.visible_to(self.request.user)
        rows = rows.select_related("owner", "area")
        page = paginate(rows, request=self.request, order=("-id",))
        return super().get_context_data(
            page=page,
            lines=[(job, kind_label(job)) for job in page.rows],
            kinds=kinds_for(self.request.user),
            **kwargs,
        )


class SheetKindView(PolicyMixin):
    """A page about one kind of workbook, named by ``?kind=``; else the first."""

    permission_required = "sheet_import.create"

    @cached_property
    def kind(self) -> SheetKind:
        known = {kind.key: kind for kind in kinds_for(self.request.user)}
        if not known:
            raise Http404
        asked = self.request.GET.get("kind", "")
        if asked and asked not in known:
            raise Http404
        return known[asked] if asked else next(iter(known.values()))


class SheetCreateView(SheetKindView, FormView):
    """Send a workbook in."""

    form_class = SheetUploadForm
    template_name = "station/sheet_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "takes_text": self.kind.takes_text}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kind=self.kind, kinds=kinds_for(self.request.user), **kwargs
        )

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            job = actions.upload(
                kind=self.kind.key,
                content=file.read(),
                name=file.name,
                by=self.request.user,
                at=timezone.now(),
            )
        except RuleError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        ring_sheet(job.pk)
        return HttpResponseRedirect(job.get_absolute_url())


class SheetTemplateView(SheetKindView, View):
    """The empty workbook with its drop-downs."""

    def get(self, request):
        body = write_template(self.kind, owner=request.user)
        return _workbook(body, f"{self.kind.label}.xlsx")


class SheetPageView(PolicyMixin):
    """A page about one workbook."""

    permission_required = "sheet_import.view"

    @cached_property
    def job(self) -> SheetImport:
        action = self.permission_required.partition(".")[2]
        rows = SheetImport.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("owner", "area"), pk=self.kwargs["pk"]
        )


class SheetDetailView(SheetPageView, TemplateView):
    """What is in it: new, changed, as it is, not taken in."""

    template_name = "station/sheet_detail.html"

    def get(self, request, *args, **kwargs):
        if request.htmx and not self.is_running:
            return HttpResponseClientRefresh()
        return super().get(request, *args, **kwargs)

    @property
    def is_running(self) -> bool:
        return self.job.state in {State.QUEUED, State.RUNNING}

    def get_context_data(self, **kwargs):
        job, user = self.job, self.request.user
        may_commit = SheetImport.objects.visible_to(user, "commit")
        may = may_commit.filter(pk=job.pk).exists()
        is_open = job.step in {Step.CHECK, Step.PREVIEW}
        context = {
            "job": job,
            "label": kind_label(job),
            "progress": self._progress(),
            "is_running": self.is_running,
            "has_work": bool(job.new_count or job.changed_count),
            "may_commit": may and job.step == Step.PREVIEW,
            "may_discard": may and is_open and not self.is_running,
            "may_retry": may and job.state == State.FAILED and not job.purged_at,
            "has_refused": bool(job.refused_file) and job.owner_id == user.pk,
            "timeline": timeline_of(job, user=user),
        }
        if not self.is_running and job.step in {Step.PREVIEW, Step.COMMITTED}:
            context |= self._preview()
        return super().get_context_data(**context, **kwargs)

    def _progress(self) -> dict:
        job = self.job
        is_check = job.step == Step.CHECK
        return {
            "title": _("Checking the workbook") if is_check else _("Importing"),
            "done": job.done,
            "total": job.total,
            "text": job.original_name,
            "is_running": self.is_running,
            "url": job.get_absolute_url(),
            "result_url": "",
            "failures_url": "",
            "error": job.error,
        }

    def _preview(self) -> dict:
        """The part asked for; without a word the worst there is."""
        job = self.job
        looks = [
            ("refused", _("Not taken in"), job.refused_count),
            ("changed", _("Changed"), job.changed_count),
            ("new", _("Added"), job.new_count),
            ("unchanged", _("Unchanged"), job.unchanged_count),
        ]
        counts = {key: count for key, _label, count in looks}
        show = self.request.GET.get("show")
        if show not in counts:
            show = next((key for key in counts if counts[key]), "refused")
        record_access(
            by=self.request.user,
            act=AccessRecord.Act.VIEW,
            subject=job,
            fields=show,
            at=timezone.now(),
        )
        rows = SheetRow.objects.filter(sheet_import=job, state=show)
        page = paginate(rows, request=self.request, order=("row", "id"))
        return {
            "looks": looks,
            "show": show,
            "page": page,
            "lines": [(row.row, *told(row)) for row in page.rows],
        }


class SheetActionView(SheetPageView, View):
    """A button on the page of a workbook."""

    permission_required = "sheet_import.commit"
    http_method_names = ["post", "options"]
    do = None
    rings = True

    def post(self, request, pk):
        try:
            type(self).do(sheet_import=self.job, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            if self.rings:
                ring_sheet(self.job.pk)
        return HttpResponseRedirect(self.job.get_absolute_url())


class SheetCommitView(SheetActionView):
    """Take in the good rows."""

    do = actions.approve


class SheetRetryView(SheetActionView):
    """Try a failed one once more."""

    do = actions.retry


class SheetDiscardView(SheetActionView):
    """Throw it away."""

    do = actions.discard
    rings = False


class SheetRefusedView(SheetPageView, View):
    """The rows to correct, for the person who sent them in."""

    permission_required = "sheet_import.create"

    @cached_property
    def job(self) -> SheetImport:
        rows = SheetImport.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["pk"], owner=self.request.user)

    def get(self, request, pk):
        try:
            body = actions.FILES.read(self.job.refused_file)
        except OSError:
            raise Http404 from None
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject=self.job,
            fields="refused",
            at=timezone.now(),
        )
        return _workbook(body, f"{_('Not taken in')}-{pk}.xlsx")


def kind_label(job: SheetImport):
    """What the workbook is about."""
    kind = registry.sheets.get(job.kind)
    return kind.label if kind else job.kind


def told(row: SheetRow) -> tuple[str, list, list]:
    """What the row is, what changes, and what is wrong with it."""
    if not row.details:  # forgotten after seven days
        return "–", [], []
    details = json.loads(row.details)
    line = details.get("line", [])
    title = details.get("title") or " · ".join(filter(None, line[:3]))
    return title, details.get("changes", []), details.get("faults", [])


def _workbook(body: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        body,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "Cache-Control": "private, no-store",
        },
    )
