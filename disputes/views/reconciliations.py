"""Settled without the police: applied for, answered."""

from django.utils import timezone
from django.utils.translation import gettext as _

from disputes.actions import reconciliations as actions
from disputes.forms.reconciliations import AnswerForm, ReconcileForm
from disputes.models import Reconciliation
from disputes.views.disputes import DisputeStepView
from disputes.views.law import WithinMixin
from households.views.ledger import StepView

FIELD_OF = {
    "no_terms": "terms",
    "no_reached": "reached_on",
    "not_performed": "performed_on",
    "too_early": "applied_on",
    "in_future": "applied_on",
    "not_kept": "how",
    "not_joint": "both_apply",
    "decided": "is_undecided",
    "no_reason": "reason",
}


class ReconcileView(WithinMixin, DisputeStepView):
    """The parties came to terms themselves, or before the committee."""

    permission_required = "agreement.decide"
    form_class = ReconcileForm
    error_fields = FIELD_OF

    def get_initial(self):
        return {"applied_on": timezone.localdate()}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("The parties settled it themselves"),
            "submit": _("Note it"),
            "done": _("Noted. Print the application and have both sign it."),
        }

    def act(self, form):
        actions.apply(
            **self.common,
            application=form.application(),
            version=form.cleaned_data["version"],
        )
        return self.dispute


class ReconciliationAnswerView(StepView):
    """Nothing is punished, or it is handled by law."""

    permission_required = "agreement.decide"
    model = Reconciliation
    form_class = AnswerForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("Answer the application"))
    submit = property(lambda self: _("Note the answer"))
    done = property(lambda self: _("The answer is noted."))

    def lead(self):
        return self.record.dispute.title

    def texts(self):
        return {**super().texts(), "back_label": self.record.dispute.number}

    def act(self, form):
        data = form.cleaned_data
        step = {"reconciliation": self.record, "version": data["version"]}
        if data["is_accepted"]:
            return actions.accept(**step, **self.common)
        return actions.refuse(**step, reason=data["reason"], **self.common)
