"""Imports of workbooks: upload, progress, preview, commit, corrections."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, TemplateView, View
from django_htmx.http import HttpResponseClientRefresh

from households.actions import register_imports as actions
from households.forms.imports import UploadForm
from households.importing import preview, storage
from households.models import RegisterImport
from households.tasks import ring_for
from station import policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.paging import paginate
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Step, State = RegisterImport.Step, RegisterImport.State


class ImportListView(PolicyMixin, TemplateView):
    """The workbooks sent in, newest first: one can always come back to them."""

    permission_required = "register_import.view"
    template_name = "households/import_list.html"

    def get_context_data(self, **kwargs):
        rows = RegisterImport.objects.visible_to(self.request.user)
        page = paginate(
            rows.select_related("owner", "area"), request=self.request, order=("-id",)
        )
        may_create = policy.can(self.request.user, "register_import.create")
        return super().get_context_data(page=page, may_create=may_create, **kwargs)


class ImportCreateView(PolicyMixin, FormView):
    """Send in a workbook."""

    permission_required = "register_import.create"
    form_class = UploadForm
    template_name = "households/import_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        try:
            job = actions.upload(
                content=file.read(),
                name=file.name,
                station=form.cleaned_data["station"],
                by=self.request.user,
                at=timezone.now(),
            )
        except RuleError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        ring_for(job.pk)
        return HttpResponseRedirect(job.get_absolute_url())


class ImportDetailView(PolicyMixin, DetailView):
    """One workbook: how far it is, what it would change, what is wrong in it."""

    permission_required = "register_import.view"
    template_name = "households/import_detail.html"
    context_object_name = "job"

    def get_queryset(self):
        rows = RegisterImport.objects.visible_to(self.request.user)
        return rows.select_related("owner", "area")

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if request.htmx and not self.is_running:
            return HttpResponseClientRefresh()
        return self.render_to_response(self.get_context_data(object=self.object))

    @cached_property
    def is_running(self) -> bool:
        return self.object.state in {State.QUEUED, State.RUNNING}

    def get_context_data(self, **kwargs):
        job, user = self.object, self.request.user
        may_commit = policy.can(user, "register_import.commit", job)
        context = {
            "is_running": self.is_running,
            "progress": self._progress(),
            "may_commit": may_commit and job.step == Step.PREVIEW,
            "may_retry": may_commit and job.state == State.FAILED and not job.purged_at,
            "may_discard": may_commit and job.step in {Step.CHECK, Step.PREVIEW},
            "has_work": bool(job.new_count or job.changed_count),
            "timeline": timeline_of(job, user=user),
        }
        if not self.is_running and job.step not in {Step.CHECK, Step.DISCARDED}:
            context |= self._preview()
        return super().get_context_data(**context, **kwargs)

    def _progress(self) -> dict:
        job = self.object
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

    # -- the preview ----------------------------------------------------------------

    def _preview(self) -> dict:
        """The part asked for; without a word of the worst there is."""
        job = self.object
        looks = self._looks()
        counts = {key: count for key, _label, count in looks}
        show = self.request.GET.get("show")
        if show not in counts:
            show = next((key for key in counts if counts[key]), "refused")
        record_access(
            by=self.request.user,
            act=AccessRecord.Act.VIEW,
            subject=job,
            at=timezone.now(),
            fields=show,
        )
        is_change = show in {"new", "changed"}
        return {
            "show": show,
            "looks": looks,
            "notes": preview.notes_of(job),
            "has_correction": bool(job.refused_count and job.file_name),
            **(self._changes(show) if is_change else self._findings(show)),
        }

    def _looks(self) -> list[tuple[str, str, int]]:
        """What can be looked at, the worst first."""
        job = self.object
        found = job.findings.order_by().values_list("result")
        counts = dict(found.annotate(count=Count("pk")))
        return [
            ("refused", _("Not taken in"), counts.get("refused", 0)),
            ("warned", _("With a warning"), counts.get("warned", 0)),
            ("changed", _("Changed"), job.changed_count),
            ("new", _("Added"), job.new_count),
            ("mended", _("Mended"), counts.get("mended", 0)),
        ]

    def _findings(self, result: str) -> dict:
        rows = self.object.findings.filter(result=result)
        columns = list(
            rows.order_by("column").values_list("column").annotate(count=Count("pk"))
        )
        column = self.request.GET.get("column", "")
        if column:
            rows = rows.filter(column=column)
        page = paginate(rows, request=self.request, order=("row", "id"))
        masked = self.object.owner_id != self.request.user.pk
        return {
            "page": page,
            "lines": preview.finding_lines(page.rows, masked=masked),
            "columns": columns,
            "column": column,
        }

    def _changes(self, kind: str) -> dict:
        rows = self.object.changes.filter(kind=kind)
        page = paginate(rows, request=self.request, order=("row", "id"))
        return {"page": page, "lines": preview.change_lines(page.rows)}


class _ImportActionView(PolicyMixin, View):
    """A button on the page of an import."""

    http_method_names = ("post",)
    permission_required = "register_import.commit"

    def post(self, request, pk):
        rows = RegisterImport.objects.visible_to(request.user, "commit")
        job = get_object_or_404(rows, pk=pk)
        try:
            self.act(job)
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(job.get_absolute_url())

    def act(self, job: RegisterImport) -> None:
        raise NotImplementedError


class ImportCommitView(_ImportActionView):
    """Import the good rows."""

    def act(self, job: RegisterImport) -> None:
        actions.approve(register_import=job, by=self.request.user, at=timezone.now())
        ring_for(job.pk)


class ImportRetryView(_ImportActionView):
    """Try a failed job once more."""

    def act(self, job: RegisterImport) -> None:
        actions.retry(register_import=job, by=self.request.user, at=timezone.now())
        ring_for(job.pk)


class ImportDiscardView(_ImportActionView):
    """Throw the workbook away."""

    def act(self, job: RegisterImport) -> None:
        actions.discard(register_import=job, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("The workbook was discarded."))


class ImportCorrectionView(PolicyMixin, View):
    """The rows that were not taken in, to correct and send again.

    Whole numbers stand in it, so only the person who sent them in gets it.
    """

    permission_required = "register_import.create"

    def get(self, request, pk):
        rows = RegisterImport.objects.visible_to(request.user)
        job = get_object_or_404(rows, pk=pk, owner=request.user)
        try:
            content = storage.read(storage.correction_of(job.file_name))
        except OSError:
            raise Http404 from None
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject=job,
            at=timezone.now(),
            fields="correction",
        )
        response = HttpResponse(content, content_type=XLSX)
        response.headers["Content-Disposition"] = (
            f'attachment; filename="correction-{job.pk}.xlsx"'
        )
        response.headers["Cache-Control"] = "no-store"
        return response
