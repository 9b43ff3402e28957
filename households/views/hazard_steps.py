"""The steps of a hazard, each with its form."""

from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import hazard_steps as actions
from households.forms.hazards import (
    AnswerForm,
    CloseForm,
    ExtendForm,
    NotifyForm,
    ReinspectForm,
    ReportDoneForm,
    TransferForm,
)
from households.views.hazards import HazardPageView
from households.views.visits import PhotoStoringView
from station.actions import attachments
from station.errors import RuleError
from station.views.action import ActionFormView

FIELD_OF = {
    "deadline": "deadline_on",
    "no_reason": "reason",
    "no_receiver": "received_by",
    "office": "office",
    "no_answer": "answer",
    "too_many_photos": "photos",
    "too_large": "photos",
    "wrong_type": "photos",
    "broken": "photos",
}


class HazardStepView(HazardPageView, ActionFormView):
    """One step; afterwards the file is shown again."""

    permission_required = "hazard.edit"
    error_fields = FIELD_OF
    heading = submit = done = ""

    def get_initial(self):
        return {"version": self.hazard.version}

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "lead": f"{self.hazard.place_name} · {self.hazard.what}",
            "back_url": self.hazard.get_absolute_url(),
            "back_label": self.hazard.number,
        }

    @property
    def common(self) -> dict:
        return {
            "hazard": self.hazard,
            "by": self.request.user,
            "at": timezone.now(),
        }

    def told(self, form) -> dict:
        """The form's fields as the action takes them."""
        return {k: v for k, v in form.cleaned_data.items() if k != "once"}


class HazardNotifyView(HazardStepView):
    """The notice is served, signed on the screen or not."""

    form_class = NotifyForm
    template_name = "households/hazard_notify.html"
    heading = property(lambda self: _("Serve the rectification notice"))
    submit = property(lambda self: _("Served"))
    done = property(lambda self: _("The notice is served. Print it for the owner."))

    def form_extra(self):
        return {"hazard": self.hazard, "user": self.request.user}

    def get_initial(self):
        unit = self.hazard.unit
        return {"received_by": unit.contact_name if unit else ""}

    def form_valid(self, form):
        self.stored, self.is_kept = [], False
        raw = form.cleaned_data["signature"]
        try:
            if raw:
                self.stored = [attachments.store_picture(raw)]
        except RuleError as error:
            return self.form_refused(form, error)
        response = super().form_valid(form)
        if not self.is_kept:
            attachments.discard(self.stored)
        return response

    def act(self, form):
        data = form.cleaned_data
        notice = actions.notify(
            hazards=list(data["hazards"]),
            received_by=data["received_by"],
            is_refused=data["is_refused"],
            signature=self.stored[0] if self.stored else None,
            by=self.request.user,
            at=timezone.now(),
        )
        self.is_kept = True
        return notice


class HazardReportDoneView(HazardStepView):
    form_class = ReportDoneForm
    heading = property(lambda self: _("The owner says it is put right"))
    submit = property(lambda self: _("Note it"))
    done = property(lambda self: _("Noted. Look at it on the next working day."))

    def act(self, form):
        return actions.report_done(**self.common, **self.told(form))


class HazardExtendView(HazardStepView):
    permission_required = "hazard.extend"
    form_class = ExtendForm
    heading = property(lambda self: _("Extend the deadline"))
    submit = property(lambda self: _("Extend once"))
    done = property(lambda self: _("The deadline is extended."))

    def act(self, form):
        return actions.extend(**self.common, **self.told(form))


class HazardReinspectView(PhotoStoringView, HazardStepView):
    form_class = ReinspectForm
    heading = property(lambda self: _("Re-inspection"))
    submit = property(lambda self: _("Note the re-inspection"))
    done = property(lambda self: _("The re-inspection is noted."))

    def act(self, form):
        told = {**self.told(form), "photos": self.stored}
        hazard = actions.reinspect(**self.common, **told)
        self.is_kept = True
        return hazard


class HazardTransferView(HazardStepView):
    form_class = TransferForm
    heading = property(lambda self: _("Transfer to the competent office"))
    submit = property(lambda self: _("Transferred"))
    done = property(lambda self: _("Transferred. Its answer is awaited."))

    def form_extra(self):
        return {"hazard": self.hazard}

    def act(self, form):
        return actions.transfer(**self.common, **self.told(form))


class HazardAnswerView(HazardStepView):
    form_class = AnswerForm
    heading = property(lambda self: _("Answer of the office"))
    submit = property(lambda self: _("Note the answer"))
    done = property(lambda self: _("The answer is noted."))

    def act(self, form):
        return actions.record_answer(**self.common, **self.told(form))


class HazardCloseView(HazardStepView):
    closing = property(lambda self: self.hazard)
    form_class = CloseForm
    heading = property(lambda self: _("Close the file"))
    submit = property(lambda self: _("Close"))
    done = property(lambda self: _("The file is closed."))

    def act(self, form):
        return actions.close(**self.common, **self.told(form))
