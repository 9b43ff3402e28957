"""Long jobs: how far they are, what came of them, what failed."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from django_htmx.http import HttpResponseClientRefresh

from station import phrasing
from station.actions import jobs as actions
from station.actions.access import record_access
from station.errors import RuleError
from station.jobs import XLSX
from station.models import AccessRecord, Job
from station.paging import paginate
from station.registry import registry
from station.tasks import ring_job
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

WORKING = frozenset({Job.State.QUEUED, Job.State.RUNNING})


class JobListView(PolicyMixin, TemplateView):
    """One's own long jobs, the newest first."""

    permission_required = "job.view"
    template_name = "station/job_list.html"

    def get_context_data(self, **kwargs):
        rows = Job.objects.visible_to(self.request.user).select_related("area")
        page = paginate(rows, request=self.request, order=("-id",))
        lines = [(job, actions.title_of(job), _icon(job)) for job in page.rows]
        return super().get_context_data(page=page, lines=lines, **kwargs)


class JobPageView(PolicyMixin):
    """A page about one job of one's own."""

    permission_required = "job.view"

    @cached_property
    def job(self) -> Job:
        rows = Job.objects.visible_to(self.request.user)
        return get_object_or_404(
            rows.select_related("owner", "area"), pk=self.kwargs["pk"]
        )


class JobDetailView(JobPageView, TemplateView):
    """How far it is; what came of it stays for seven days."""

    template_name = "station/job_detail.html"

    def get(self, request, *args, **kwargs):
        if request.htmx and not self.is_running:
            return HttpResponseClientRefresh()
        return super().get(request, *args, **kwargs)

    @property
    def is_running(self) -> bool:
        return self.job.state in WORKING

    def get_context_data(self, **kwargs):
        job = self.job
        is_permitted = actions.is_permitted(job)
        return super().get_context_data(
            job=job,
            title=actions.title_of(job),
            progress=self._progress(is_permitted),
            is_running=self.is_running,
            is_permitted=is_permitted,
            may_retry=job.state == Job.State.FAILED
            and job.purged_at is None
            and is_permitted,
            timeline=timeline_of(job, user=self.request.user),
            **kwargs,
        )

    def _progress(self, is_permitted: bool) -> dict:
        """What the progress component draws."""
        job = self.job
        result = failures = ""
        if is_permitted:
            result = job.result_url
            if job.result_file:
                result = reverse("station:job_result", args=[job.pk])
            if job.failures_file:
                failures = reverse("station:job_failures", args=[job.pk])
        return {
            "title": actions.title_of(job),
            "done": job.done,
            "total": job.total,
            "text": self._text(),
            "is_running": self.is_running,
            "url": job.get_absolute_url(),
            "result_url": result,
            "failures_url": failures,
            "error": job.error,
        }

    def _text(self) -> str:
        failed = self.job.failed_count
        if not failed:
            return ""
        return ngettext(
            "%(n)s could not be done", "%(n)s could not be done", failed
        ) % {"n": phrasing.number(failed)}


class JobRetryView(JobPageView, View):
    """Try a failed job once more."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        try:
            actions.retry(job=self.job, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            ring_job(self.job.pk)
        return HttpResponseRedirect(self.job.get_absolute_url())


class JobResultView(JobPageView, View):
    """The file a job made, for its owner while still permitted; written down."""

    def get(self, request, pk):
        job = self.job
        if not actions.is_permitted(job):
            raise Http404
        name, title, kind = self.file_of(job)
        try:
            content = actions.FILES.read(name)
        except OSError:
            raise Http404 from None
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject=job,
            fields=job.kind,
            at=timezone.now(),
            area=job.area or request.user.home_area,
        )
        return HttpResponse(
            content,
            content_type=kind,
            headers={
                "Content-Disposition": content_disposition_header(True, title),
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def file_of(self, job: Job) -> tuple[str, str, str]:
        return job.result_file, job.result_title or f"job-{job.pk}", job.result_type


class JobFailuresView(JobResultView):
    """What could not be done, as a workbook."""

    def file_of(self, job: Job) -> tuple[str, str, str]:
        return job.failures_file, _("failures") + f"-{job.pk}.xlsx", XLSX


def _icon(job: Job) -> str:
    kind = registry.jobs.get(job.kind)
    return kind.icon if kind else "hourglass"
