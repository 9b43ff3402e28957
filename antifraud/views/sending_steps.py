"""The steps of a sending: handed over with one tap, overridden with a reason."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from antifraud import handover
from antifraud.actions import sendings as actions
from antifraud.forms import sendings as forms
from antifraud.models import Alert, AlertSending
from antifraud.tasks import send_alerts
from households.views.ledger import RecordMixin, StepView, tap
from station.views.policy import PolicyMixin


class HandOverView(PolicyMixin, TemplateView):
    """The text for each group that waits: copy it, put it in, tap."""

    permission_required = "alert.send"
    template_name = "antifraud/sending_hand_over.html"

    @cached_property
    def rows(self):
        user = self.request.user
        rows = AlertSending.objects.visible_to(user, "send").for_list()
        return rows.filter(alert=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        waiting = list(self.rows.to_hand().order_by("audience__name", "pk"))
        mine = self.request.user.pk
        waiting.sort(key=lambda row: row.audience.owner_id != mine)
        first = waiting[0] if waiting else self.rows.first()
        if first is None:
            raise Http404
        alert = Alert.objects.get(pk=first.alert_id)
        return super().get_context_data(
            alert=alert,
            waiting=[(row, handover.text_of(alert, row.link)) for row in waiting],
            done=self.rows.sent().count(),
            **kwargs,
        )


class HandedOverView(RecordMixin, View):
    """One tap: it is in the group; then on to the next."""

    http_method_names = ["post"]
    permission_required = "alert.send"
    model = AlertSending

    def post(self, request, *args, **kwargs):
        url = reverse("antifraud:alert_hand_over", args=[self.record.alert_id])
        return tap(request, self._act, url, _("Noted. It counts as sent."))

    def _act(self):
        actions.hand_over(sending=self.record, by=self.request.user, at=timezone.now())


class SendingStepView(StepView):
    """One step of a sending; a worker goes on at once."""

    permission_required = "alert.send"
    model = AlertSending
    form_class = forms.StepForm
    step = None

    def lead(self):
        return f"{self.record.audience.name} · {self.record.alert.title}"

    def texts(self):
        return {**super().texts(), "back_label": self.record.audience.name}

    def act(self, form):
        step = type(self).step
        made = step(sending=self.record, **self.form_data(form), **self.common)
        send_alerts.delay_on_commit()
        return made


class SendingOverrideView(SendingStepView):
    permission_required = "alert.override"
    form_class = forms.OverrideForm
    error_fields = {"no_reason": "reason"}
    heading = property(lambda self: _("Send it all the same?"))
    submit = property(lambda self: _("Send all the same"))
    done = property(lambda self: _("It goes now."))
    step = actions.override

    def lead(self):
        row = self.record
        return (
            f"{row.audience.name} · {row.held_why}" if row.held_why else super().lead()
        )


class SendingTryAgainView(SendingStepView):
    heading = property(lambda self: _("Try it again?"))
    submit = property(lambda self: pgettext("sending", "Try again"))
    done = property(lambda self: _("It is tried again."))
    step = actions.try_again

    def lead(self):
        if self.record.status != "unsure":
            return super().lead()
        return _("Look into the group first: it may be there already.")


class SendingArrivedView(SendingStepView):
    heading = property(lambda self: _("Did it arrive?"))
    submit = property(lambda self: _("It arrived"))
    done = property(lambda self: _("Noted. It counts as sent."))
    step = actions.arrived


class SendingCallOffView(SendingStepView):
    danger = True
    heading = property(lambda self: _("Not to this group?"))
    submit = property(lambda self: pgettext("sending", "Call off"))
    done = property(lambda self: _("Called off; the other groups get it."))
    step = actions.cancel
