"""Long jobs: how far they are, what came of them, what failed."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from django_htmx.http import HttpResponseClientRefresh

from station import phrasing
from station.actions import jobs as actions
from station.errors import RuleError
from station.jobs import XLSX
from station.models import Job
from station.paging import paginate
from station.registry import registry
from station.table_answers import file_answer
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
            kept_until=actions.kept_until(job) if job.result_file else None,
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
            if job.result_file and not result:
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

    is_failures = False

    def get(self, request, pk):
        return self._answer()

    def post(self, request, pk):
        """What leaves only once takes a button, so that no link uses it up."""
        return self._answer(is_once=True)

    def _answer(self, *, is_once: bool = False):
        try:
            pieces = actions.fetch(
                job=self.job,
                by=self.request.user,
                at=timezone.now(),
                is_failures=self.is_failures,
                is_once=is_once,
            )
        except (OSError, RuleError):
            raise Http404 from None
        name, kind = self.file_of(self.job)
        return file_answer(pieces, name=name, content_type=kind)

    def file_of(self, job: Job) -> tuple[str, str]:
        return job.result_title or f"job-{job.pk}", job.result_type


class JobFailuresView(JobResultView):
    """What could not be done, as a workbook."""

    is_failures = True

    def file_of(self, job: Job) -> tuple[str, str]:
        return _("failures") + f"-{job.pk}.xlsx", XLSX


def _icon(job: Job) -> str:
    kind = registry.jobs.get(job.kind)
    return kind.icon if kind else "hourglass"
