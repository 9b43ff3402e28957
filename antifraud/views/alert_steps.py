"""An alert handed in, looked at by somebody else, let go, given back, withdrawn."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from antifraud import outlets
from antifraud.actions import alerts as actions
from antifraud.alike import alike
from antifraud.forms.alerts import ApproveForm, ReasonForm
from antifraud.models import Alert
from antifraud.views.alerts import FIELD_OF
from households.views.ledger import RecordMixin, StepView, tap
from station.tasks import sweep


class AlertTapView(RecordMixin, View):
    """One tap on an alert."""

    permission_required = "alert.edit"
    model = Alert
    http_method_names = ["post"]
    action = None
    done = ""

    def post(self, request, pk):
        alert = self.record

        def act():
            step = type(self).action
            step(alert=alert, version=alert.version, by=request.user, at=timezone.now())
            sweep.delay_on_commit()

        return tap(request, act, alert.get_absolute_url(), self.done)


class AlertSubmitView(AlertTapView):
    action = actions.submit
    done = property(lambda self: _("Handed in. Whoever may let it go is told."))


class AlertTakeBackView(AlertTapView):
    action = actions.take_back
    done = property(lambda self: _("It is a draft again."))


class AlertStepView(StepView):
    """A step with a form."""

    model = Alert
    form_class = ReasonForm
    error_fields = FIELD_OF
    step = None

    def lead(self):
        return self.record.title

    def texts(self):
        return {**super().texts(), "back_label": self.record.number}

    def act(self, form):
        step = type(self).step
        return step(alert=self.record, **self.form_data(form), **self.common)


class AlertApproveView(AlertStepView):
    """The second pair of eyes: the words, the groups, what was sent lately."""

    permission_required = "alert.approve"
    form_class = ApproveForm
    template_name = "antifraud/alert_approve.html"
    heading = property(lambda self: _("Let it go out?"))
    submit = property(lambda self: _("Let it go out"))
    done = property(lambda self: _("It is on its way."))
    step = actions.approve

    def joined(self, rows):
        return rows.select_related("area", "scam_type", "picture", "written_by")

    def form_extra(self):
        return {"may_override": self.may("alert.override")}

    def get_context_data(self, **kwargs):
        groups = outlets.of(self.record, user=self.request.user)
        near = alike(
            self.record.words,
            user=self.request.user,
            at=timezone.now(),
            audiences=[group.audience.pk for group in groups],
            but=self.record.pk,
        )
        return super().get_context_data(
            alert=self.record,
            near=near,
            groups=groups,
            people=sum(group.audience.size for group in groups),
            **kwargs,
        )


class AlertGiveBackView(AlertStepView):
    """It is not right yet."""

    permission_required = "alert.approve"
    heading = property(lambda self: _("Give it back"))
    submit = property(lambda self: pgettext("alert", "Give back"))
    done = property(lambda self: _("It is a draft again; whoever wrote it hears why."))
    step = actions.give_back


class AlertWithdrawView(AlertStepView):
    """It goes no further."""

    permission_required = "alert.edit"
    heading = property(lambda self: _("Withdraw the alert"))
    submit = property(lambda self: pgettext("alert", "Withdraw"))
    done = property(lambda self: _("Withdrawn: nothing more goes out."))
    danger = True
    step = actions.withdraw
