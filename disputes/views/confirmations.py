"""Judicial confirmation: applied for, answered by the court, ruled on."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from disputes import agreement_prefill
from disputes.actions import confirmations as actions
from disputes.forms import confirmations as forms
from disputes.forms.agreements import ReasonForm
from disputes.models import JudicialConfirmation
from disputes.views.agreements import AgreementStepView
from households.views.ledger import StepView

FIELD_OF = {
    "no_court": "court",
    "not_joint": "both_apply",
    "obstacle": "obstacles",
    "too_late": "applied_on",
    "no_number": "case_number",
    "no_reason": "reason",
}


class ConfirmationApplyView(AgreementStepView):
    """What the court would not take is asked before."""

    permission_required = "agreement.decide"
    form_class = forms.ApplyForm
    error_fields = {**FIELD_OF, "in_future": "applied_on", "too_early": "applied_on"}
    is_versioned = False
    heading = property(lambda self: _("Apply for judicial confirmation"))
    submit = property(lambda self: _("Note the application"))
    done = property(lambda self: _("Noted. The court answers next."))

    def initial_of(self, current):
        return {
            "applied_on": timezone.localdate(),
            "court": agreement_prefill.court_of(current.dispute),
        }

    def act(self, form):
        return actions.apply(
            agreement=self.record, application=form.application(), **self.common
        )


class ConfirmationStepView(StepView):
    """What became of an application."""

    permission_required = "agreement.decide"
    model = JudicialConfirmation

    def lead(self):
        return self.record.court

    def texts(self):
        return {**super().texts(), "back_label": self.record.agreement.number}


class ConfirmationAnswerView(ConfirmationStepView):
    form_class = forms.AnswerForm
    error_fields = {**FIELD_OF, "in_future": "answered_on", "too_early": "answered_on"}
    heading = property(lambda self: _("Answer of the court"))
    submit = property(lambda self: _("Note the answer"))
    done = property(lambda self: _("The answer is noted."))

    def initial_of(self, current):
        return {"answered_on": timezone.localdate()}

    def act(self, form):
        return actions.answer(
            confirmation=self.record, **self.form_data(form), **self.common
        )


class ConfirmationRuleView(ConfirmationStepView):
    form_class = forms.RuleForm
    error_fields = {**FIELD_OF, "in_future": "ruled_on", "too_early": "ruled_on"}
    heading = property(lambda self: _("Ruling of the court"))
    submit = property(lambda self: _("Note the ruling"))
    done = property(lambda self: _("The ruling is noted."))

    def initial_of(self, current):
        return {"ruled_on": timezone.localdate()}

    def act(self, form):
        return actions.rule(
            confirmation=self.record, **self.form_data(form), **self.common
        )


class ConfirmationWithdrawView(ConfirmationStepView):
    form_class = ReasonForm
    error_fields = FIELD_OF
    danger = True
    heading = property(lambda self: _("Take the application back"))
    submit = property(lambda self: pgettext("confirmation", "Take back"))
    done = property(lambda self: _("The application is taken back."))

    def act(self, form):
        return actions.withdraw(
            confirmation=self.record, **self.form_data(form), **self.common
        )
