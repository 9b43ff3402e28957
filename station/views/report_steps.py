"""Steps of a report: ask for it, word it, sign it, count, correct or drop it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from station.actions import reports as actions
from station.errors import RuleError
from station.forms.reports import (
    ReportAskForm,
    ReportReasonForm,
    ReportSignForm,
    ReportTextsForm,
)
from station.models import Report
from station.reports import telling
from station.tasks import ring_job
from station.views.action import ActionFormView
from station.views.reports import ReportMixin


class ReportAskView(ActionFormView):
    """Have a report made now; the last month is what is asked for mostly."""

    permission_required = "report.make"
    form_class = ReportAskForm
    error_fields = {
        "area": "area",
        "period": "days",
        "exists": "days",
        "signed": "days",
    }

    def form_extra(self):
        return {"user": self.request.user, "at": timezone.now()}

    def get_initial(self):
        """What the dashboard showed, where that was a whole week or month."""
        asked = self.request.GET
        found = {name: asked[name] for name in ("days", "area") if asked.get(name)}
        return {**super().get_initial(), **found}

    def texts(self):
        return {
            "heading": _("Make a report"),
            "submit": _("Make the report"),
            "done": _("The figures are being counted. A notice comes when it is done."),
            "lead": _("Of a week or a month that is over. You word and sign it then."),
            "back_url": reverse("station:report_list"),
            "back_label": _("Reports"),
        }

    def act(self, form):
        kind, starts_on = form.cleaned_data["days"]
        made = actions.ask(
            kind=kind,
            area=form.cleaned_data["area"],
            starts_on=starts_on,
            by=self.request.user,
            at=timezone.now(),
        )
        ring_job(made.job_id)
        return made


class ReportStepView(ReportMixin, ActionFormView):
    """A form about one report."""

    @property
    def who(self) -> dict:
        return {"report": self.report, "by": self.request.user, "at": timezone.now()}

    def common(self) -> dict:
        report = self.report
        lead = f"{report.area.name} · {telling.period(report)}"
        return {
            "lead": lead,
            "back_url": report.get_absolute_url(),
            "back_label": telling.title(report),
        }


class ReportTextsView(ReportStepView):
    """Say it in one's own words until it is signed."""

    permission_required = "report.edit"
    form_class = ReportTextsForm

    def get_initial(self):
        return self.initial_of(self.report)

    def initial_of(self, current: Report) -> dict:
        words = {part: current.text_of(part) for part in Report.Part.values}
        return {"version": current.version, **words}

    def texts(self):
        return {
            **self.common(),
            "heading": _("Word the report"),
            "submit": _("Save"),
            "done": _("The words are saved."),
            "draft": f"report-{self.report.pk}",
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.write(**self.who, texts=form.words, version=version)


class ReportSignView(ReportStepView):
    """Stand for it with one's name."""

    permission_required = "report.sign"
    form_class = ReportSignForm
    template_name = "station/report_sign.html"

    def get_initial(self):
        return {"version": self.report.version}

    def texts(self):
        return {
            **self.common(),
            "heading": _("Sign the report"),
            "submit": _("Sign the report"),
            "done": _("The report is signed."),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(said=telling.texts(self.report), **kwargs)

    def act(self, form):
        return actions.sign(**self.who, version=form.cleaned_data["version"])


class CountySignView(ReportSignView):
    """The county signs its own."""

    permission_required = "report.sign_county"


class ReportCorrectView(ReportStepView):
    """Another report of the same days; the signed one stays as it is."""

    permission_required = "report.make"
    form_class = ReportReasonForm
    error_fields = {"reason_missing": "reason", "personal_number": "reason"}

    def texts(self):
        return {
            **self.common(),
            "heading": _("Correct a signed report"),
            "submit": _("Make the correction"),
            "lead": _(
                "A new report of the same days is counted now. When it is signed, it "
                "replaces this one, which stays to be read."
            ),
            "done": _("The figures are being counted. A notice comes when it is done."),
        }

    def act(self, form):
        made = actions.correct(**self.who, reason=form.cleaned_data["reason"])
        ring_job(made.job_id)
        return made


class ReportDropView(ReportStepView):
    """A draft nobody needs."""

    permission_required = "report.make"
    form_class = ReportReasonForm
    error_fields = {"reason_missing": "reason", "personal_number": "reason"}

    def texts(self):
        return {
            **self.common(),
            "heading": _("Drop the draft"),
            "submit": _("Drop the draft"),
            "done": _("The draft is dropped."),
            "danger": True,
        }

    def act(self, form):
        return actions.drop(**self.who, reason=form.cleaned_data["reason"])


class ReportCountView(ReportMixin, View):
    """Fresh figures for a draft."""

    permission_required = "report.make"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        report = self.report
        try:
            counted = actions.count_again(
                report=report, by=request.user, at=timezone.now()
            )
        except RuleError as error:
            messages.error(request, str(error))
        else:
            ring_job(counted.job_id)
        return HttpResponseRedirect(report.get_absolute_url())
