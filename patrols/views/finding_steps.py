"""The officer's steps of a finding."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import StepView
from households.views.pictures import PhotoMixin
from patrols.actions import finding_steps as actions
from patrols.forms import findings as forms
from patrols.models import Finding
from patrols.views.findings import FIELD_OF
from station import working_days


class FindingStepView(StepView):
    """One step of a finding in one's charge."""

    permission_required = "finding.edit"
    model = Finding
    error_fields = FIELD_OF
    step = None

    def lead(self):
        return self.record.what

    def texts(self):
        return {**super().texts(), "back_label": self.record.number}

    def act(self, form):
        step = type(self).step
        return step(finding=self.record, **self.form_data(form), **self.common)


class FindingCorrectView(FindingStepView):
    form_class = forms.CorrectForm
    heading = property(lambda self: _("Set right"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))
    step = actions.correct

    def form_extra(self):
        return {"finding": self.record}

    def initial_of(self, current):
        return {
            "kind": current.kind,
            "what": current.what,
            "place": current.place,
            "people": current.people,
        }


class FindingPassOnView(FindingStepView):
    form_class = forms.PassOnForm
    heading = property(lambda self: _("Pass on"))
    submit = property(lambda self: _("Pass on"))
    done = property(lambda self: _("Passed on; you are reminded until it is settled."))
    step = actions.pass_on

    def form_extra(self):
        return {"finding": self.record}


class FindingTakeBackView(FindingStepView):
    form_class = forms.TakeBackForm
    heading = property(lambda self: pgettext("finding", "Take back"))
    submit = property(lambda self: pgettext("finding", "Take back"))
    done = property(lambda self: _("It is ours again."))
    step = actions.take_back

    def lead(self):
        return _("%(who)s does not see to it; the deadline runs anew.") % {
            "who": self.record.passed_to
        }


class FindingHandOverView(FindingStepView):
    form_class = forms.HandOverForm
    heading = property(lambda self: _("Hand over"))
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over; they are told at once."))
    step = actions.hand_over

    def form_extra(self):
        return {"finding": self.record}


class FindingPostponeView(FindingStepView):
    form_class = forms.PostponeForm
    heading = property(lambda self: _("Extend the deadline"))
    submit = property(lambda self: _("Extend"))
    done = property(lambda self: _("Saved; the reminders follow."))
    step = actions.postpone

    def initial_of(self, current):
        due = current.due_at
        return {"due_on": working_days.local_date(due) if due else None}


class FindingSettleView(PhotoMixin, FindingStepView):
    form_class = forms.SettleForm
    heading = property(lambda self: pgettext("finding", "Settle"))
    submit = property(lambda self: pgettext("finding", "Settle"))
    done = property(lambda self: _("Settled; whoever found it hears so."))

    def act_with(self, form, stored):
        return actions.settle(
            finding=self.record, photos=stored, **self.form_data(form), **self.common
        )


class FindingReopenView(FindingStepView):
    form_class = forms.ReopenForm
    heading = property(lambda self: pgettext("finding", "Take up again"))
    submit = property(lambda self: pgettext("finding", "Take up again"))
    done = property(lambda self: _("Taken up again; the deadline runs anew."))
    step = actions.reopen
