"""Reports: the list, one report with its figures, and what leaves of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from django_htmx.http import HttpResponseClientRefresh

from station import pdf_answers, policy
from station.actions import reports as actions
from station.jobs import XLSX
from station.models import Report
from station.reports import book, paper, telling
from station.reports.kept import Shown
from station.reports.shown import shown
from station.table_answers import file_answer
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

MAKING = Report.Status.MAKING


class ReportListView(ListPageView):
    """What is to be signed, and what was; the newest days first."""

    permission_required = "report.view"
    list_key = "station.report"
    template_name = "station/report_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        may_make = policy.can(self.request.user, "report.make")
        lines = [(row, telling.period(row)) for row in context["page"].rows]
        return {**context, "lines": lines, "may_make": may_make}


class ReportMixin(PolicyMixin):
    """One report within the scope of what is to be done."""

    permission_required = "report.view"

    @cached_property
    def report(self) -> Report:
        action = self.permission_required.partition(".")[2]
        rows = Report.objects.visible_to(self.request.user, action)
        joined = rows.select_related(
            "area", "made_by", "signed_by", "job", "supersedes"
        )
        return get_object_or_404(joined, pk=self.kwargs["pk"])


class ReportDetailView(ReportMixin, TemplateView):
    """The whole report; while it is made, how far that is."""

    template_name = "station/report_detail.html"

    def get(self, request, *args, **kwargs):
        if not request.htmx:
            return super().get(request, *args, **kwargs)
        if self.report.status != MAKING:
            return HttpResponseClientRefresh()
        said = {"job": self._progress()}
        return TemplateResponse(request, "components/progress.html", said)

    def get_context_data(self, **kwargs):
        report, user = self.report, self.request.user
        told = shown(report, user)
        return super().get_context_data(
            report=report,
            told=told,
            main=telling.main(told) if told else [],
            nought=telling.nought(told) if told else "",
            title=telling.title(report),
            period=telling.period(report),
            texts=telling.texts(report),
            progress=self._progress() if report.status == MAKING else None,
            newer=self._newer(),
            may=self._may(told),
            timeline=timeline_of(report, user=user),
            now=timezone.now(),
            **kwargs,
        )

    def _may(self, told: Shown | None) -> dict[str, bool]:
        """The steps open to this person."""
        report, user = self.report, self.request.user
        may_make = policy.can(user, "report.make", report)
        return {
            "take": told is not None,
            "sign": report.is_draft
            and policy.can(user, report.sign_permission, report),
            "edit": report.is_draft and policy.can(user, "report.edit", report),
            "count": may_make and report.is_open and report.status != MAKING,
            "drop": may_make and report.is_open,
            "correct": may_make
            and report.status == Report.Status.SIGNED
            and not report.is_replaced
            and self._newer() is None,
        }

    def _newer(self) -> Report | None:
        """The report that corrects this one, where this person may see it."""
        return self._corrections[0] if self._corrections else None

    @cached_property
    def _corrections(self) -> list[Report]:
        if self.report.status != Report.Status.SIGNED:
            return []
        rows = Report.objects.visible_to(self.request.user).for_list()
        found = rows.filter(supersedes=self.report.pk)
        return list(found.exclude(status=Report.Status.DROPPED).order_by("-pk")[:1])

    def _progress(self) -> dict:
        """What the progress component draws."""
        job = self.report.job
        return {
            "title": telling.title(self.report),
            "done": job.done if job else 0,
            "total": job.total if job else 0,
            "is_running": True,
            "url": self.report.get_absolute_url(),
        }


class ReportFileView(ReportMixin, View):
    """It leaves; who took it is written down first."""

    http_method_names = ["get", "head", "options"]
    form = ""

    def get(self, request, pk):
        report = self.report
        if not report.figures:
            raise Http404
        actions.take(report=report, form=self.form, by=request.user, at=timezone.now())
        return self.answer(report, telling.file_name(report))

    def answer(self, report: Report, name: str):
        raise NotImplementedError


class ReportPdfView(ReportFileView):
    """On paper."""

    form = "print"

    def answer(self, report, name):
        return pdf_answers.shown(paper.pdf(report, self.request.user), f"{name}.pdf")


class ReportXlsxView(ReportFileView):
    """As a workbook."""

    form = "xlsx"

    def answer(self, report, name):
        body = book.xlsx(report, self.request.user)
        return file_answer([body], name=f"{name}.xlsx", content_type=XLSX)
