"""What is owed: the list of all that is due, and its steps."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes.actions import agreement_duties, breaches
from disputes.actions import obligations as actions
from disputes.forms import obligations as forms
from disputes.forms.agreements import DutyForm, StepForm
from disputes.models import Obligation
from disputes.views.agreements import AgreementStepView
from households.views.ledger import StepView
from households.views.pictures import PhotoMixin
from station.views.list import ListPageView

FIELD_OF = {
    "no_reason": "reason",
    "in_future": "kept_on",
    "too_early": "broken_on",
    "due_on": "due_on",
    "not_agreed": "both_agree",
}


class ObligationListView(ListPageView):
    """Who owes what by when; at first what is still owed."""

    permission_required = "obligation.view"
    list_key = "disputes.obligation"
    template_name = "disputes/obligation_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class DutyAddView(AgreementStepView):
    """One more obligation of an agreement being written."""

    form_class = DutyForm
    error_fields = {
        "no_party": "first_party",
        "no_what": "first_what",
        "no_amount": "first_amount",
        "due_on": "first_due_on",
    }
    heading = property(lambda self: _("Add an obligation"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("Added. Who had signed signs again."))

    def form_extra(self):
        return {"agreement": self.record}

    def act(self, form):
        return agreement_duties.add(
            agreement=self.record,
            duty=form.duty(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class DutyRemoveView(AgreementStepView):
    """Written down by mistake, before the agreement holds."""

    form_class = StepForm
    danger = True
    heading = property(lambda self: _("Take this obligation out?"))
    submit = property(lambda self: _("Take out"))
    done = property(lambda self: _("Taken out. Who had signed signs again."))

    @cached_property
    def obligation(self) -> Obligation:
        rows = self.record.obligations.select_related("party")
        return get_object_or_404(rows, pk=self.kwargs["obligation"])

    def lead(self):
        return self.obligation.title

    def act(self, form):
        return agreement_duties.remove(
            agreement=self.record,
            obligation=self.obligation,
            version=form.cleaned_data["version"],
            **self.common,
        )


class ObligationStepView(StepView):
    """One step of what is owed."""

    permission_required = "obligation.edit"
    model = Obligation
    error_fields = FIELD_OF

    def lead(self):
        return self.record.title

    def texts(self):
        agreement = self.record.agreement
        return {**super().texts(), "back_label": agreement.number}


class ObligationKeepView(PhotoMixin, ObligationStepView):
    form_class = forms.KeepForm
    error_fields = {**FIELD_OF, "in_future": "kept_on"}
    heading = property(lambda self: _("It was done"))
    submit = property(lambda self: _("Note it"))
    done = property(lambda self: _("Noted as kept."))

    def initial_of(self, current):
        return {"kept_on": timezone.localdate()}

    def act_with(self, form, stored):
        return actions.keep(
            obligation=self.record, files=stored, **self.form_data(form), **self.common
        )


class ObligationBreakView(ObligationStepView):
    form_class = forms.BreakForm
    error_fields = {**FIELD_OF, "in_future": "broken_on", "too_early": "broken_on"}
    danger = True
    heading = property(lambda self: _("It was not done"))
    submit = property(lambda self: _("Note it"))
    done = property(lambda self: _("The agreement is broken. Say now what follows."))

    def initial_of(self, current):
        return {"broken_on": timezone.localdate()}

    def act(self, form):
        return breaches.break_(
            obligation=self.record, **self.form_data(form), **self.common
        )


class ObligationWaiveView(ObligationStepView):
    form_class = forms.WaiveForm
    heading = property(lambda self: _("The other side lets it go"))
    submit = property(lambda self: _("Note it"))
    done = property(lambda self: _("Noted as waived."))

    def act(self, form):
        return actions.waive(
            obligation=self.record, **self.form_data(form), **self.common
        )


class ObligationChangeDueView(ObligationStepView):
    form_class = forms.ChangeDueForm
    error_fields = {**FIELD_OF, "due_on": "due_on", "not_agreed": "both_agree"}
    heading = property(lambda self: _("Agree on another day"))
    submit = property(lambda self: _("Change the day"))
    done = property(lambda self: _("The day is changed; the first one stays on file."))

    def act(self, form):
        return actions.change_due(
            obligation=self.record, **self.form_data(form), **self.common
        )
