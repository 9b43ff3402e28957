"""Certificates of service: issued, printed, voided."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.views.ledger import LedgerView, StepView
from patrols.actions import certificates
from patrols.forms.thanks import CertificateForm
from patrols.forms.volunteers import ReasonForm
from patrols.models import ServiceCertificate, Volunteer
from patrols.papers import certificates as papers
from patrols.views.mine import OwnFormView
from station import working_days
from station.actions.access import record_access
from station.models import AccessRecord
from station.pdf_answers import shown
from station.views.policy import PolicyMixin

FIELD_OF = {
    "order": "until_on",
    "in_future": "until_on",
    "no_service": "from_on",
    "no_reason": "reason",
}


def this_year() -> dict:
    """From New Year until today."""
    today = working_days.local_date(timezone.now())
    return {"from_on": today.replace(month=1, day=1), "until_on": today}


def asked(form) -> dict:
    return {name: form.cleaned_data[name] for name in ("from_on", "until_on")}


class CertificateListView(LedgerView):
    """What was issued."""

    permission_required = "certificate.view"
    list_key = "patrols.servicecertificate"
    empty_icon = "certificate"

    def tone(self, key, row):
        if key != "state":
            return ""
        return "grey" if row.voided_at else "green"

    def empty(self):
        return (
            _("No certificate issued yet."),
            _("Issue one on the page of a volunteer; each can also get their own."),
        )


class CertificateCreateView(StepView):
    """The officer issues one for somebody."""

    permission_required = "certificate.create"
    model = Volunteer
    form_class = CertificateForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Certificate of service"))
    submit = property(lambda self: pgettext("certificate", "Issue"))
    done = property(lambda self: _("The certificate is issued."))

    def initial_of(self, current):
        return this_year()

    def act(self, form):
        certificates.issue(volunteer=self.record, **asked(form), **self.common)
        return self.record


class OwnCertificateView(OwnFormView):
    """One's own: the numbers are what the records say, so nobody need be asked."""

    form_class = CertificateForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("My certificate of service"))
    submit = property(lambda self: _("Get the certificate"))
    done = property(lambda self: _("Here it is; it carries a number."))

    def get_initial(self):
        return this_year()

    def next_url(self, made):
        return made.get_absolute_url()

    def act(self, form):
        return certificates.issue(**asked(form), **self.step)


class CertificatePrintView(PolicyMixin, View):
    """The paper."""

    permission_required = "certificate.view"
    http_method_names = ["get", "head", "options"]

    def get(self, request, pk):
        rows = ServiceCertificate.objects.visible_to(request.user).for_list()
        row = get_object_or_404(rows, pk=pk)
        body = papers.render(row)
        record_access(
            by=request.user,
            act=AccessRecord.Act.PRINT,
            subject=row,
            fields="certificate",
            purpose=AccessRecord.Purpose.SERVICE,
            at=timezone.now(),
        )
        return shown(body, f"{row.number}.pdf")


class CertificateVoidView(StepView):
    """It said something wrong."""

    permission_required = "certificate.edit"
    model = ServiceCertificate
    form_class = ReasonForm
    error_fields = FIELD_OF
    danger = True
    heading = property(lambda self: _("Void the certificate"))
    submit = property(lambda self: _("Void"))
    done = property(lambda self: _("The certificate is void."))

    def lead(self):
        return _("Its number is never used again; the paper then says so.")

    def texts(self):
        row = self.record.volunteer
        return {
            **super().texts(),
            "back_url": row.get_absolute_url(),
            "back_label": row.name,
        }

    def next_url(self, made):
        return reverse("patrols:volunteer_detail", args=[self.record.volunteer_id])

    def act(self, form):
        return certificates.void(
            certificate=self.record, **self.form_data(form), **self.common
        )
