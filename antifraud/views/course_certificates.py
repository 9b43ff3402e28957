"""Certificates of the police school: the list, and one that said something wrong."""

from django.utils.translation import gettext as _

from antifraud.actions import course_certificates
from antifraud.forms.school import ReasonForm
from antifraud.models import CourseCertificate
from antifraud.school_pages import FIELD_OF, parts
from households.views.ledger import (
    LedgerView,
    StepView,
)


class CertificateListView(LedgerView):
    """What was issued."""

    permission_required = "attendance.view"
    list_key = "antifraud.coursecertificate"
    empty_icon = "certificate"

    def tabs(self):
        return parts(self.request.user, "certificates")

    def tone(self, key, row):
        if key != "state":
            return ""
        return "grey" if row.voided_at else "green"

    def empty(self):
        return (
            _("No certificate issued yet."),
            _("They are issued on the page of a session that was written up."),
        )


class CertificateVoidView(StepView):
    """It said something wrong."""

    permission_required = "attendance.print"
    model = CourseCertificate
    form_class = ReasonForm
    error_fields = FIELD_OF
    danger = True
    heading = property(lambda self: _("Void the certificate"))
    submit = property(lambda self: _("Void"))
    done = property(lambda self: _("The certificate is void."))

    def joined(self, rows):
        return rows.select_related("attendee", "area")

    def lead(self):
        return _("Its number is never used again; the paper then says so.")

    def texts(self):
        row = self.record.attendee
        back = {"back_url": row.get_absolute_url(), "back_label": row.name}
        return {**super().texts(), **back}

    def next_url(self, made):
        return self.record.attendee.get_absolute_url()

    def act(self, form):
        data = self.form_data(form)
        return course_certificates.void(certificate=self.record, **data, **self.common)
