"""The steps of one document: handed over, not handed over, back, sent back."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.actions import deliveries as actions
from households.forms.deliveries import BackForm, BringBackForm, HandOverForm
from households.models import Delivery
from station.actions import attachments
from station.errors import RuleError
from station.views.action import ActionFormView


class DeliveryStepView(ActionFormView):
    """One step of a document in scope for the page's permission."""

    permission_required = "delivery.edit"
    form_class = BackForm
    error_fields = {
        "received_by": "received_by",
        "signature": "signature",
        "reason": "reason",
    }
    danger = False
    heading = submit = done = ""

    @cached_property
    def delivery(self) -> Delivery:
        rows = Delivery.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(
            rows.select_related("kind", "area", "batch"), pk=self.kwargs["pk"]
        )

    def form_extra(self):
        return {"delivery": self.delivery}

    def get_initial(self):
        return self.initial_of(self.delivery)

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "lead": f"{self.delivery.kind} · {self.delivery.holder_name}",
            "danger": self.danger,
            "back_url": self.delivery.get_absolute_url(),
            "back_label": _("Document"),
        }

    @property
    def common(self) -> dict:
        return {
            "delivery": self.delivery,
            "by": self.request.user,
            "at": timezone.now(),
        }


class HandOverView(DeliveryStepView):
    """At the door: who takes it signs on the screen."""

    form_class = HandOverForm
    template_name = "households/delivery_hand_over.html"

    heading = property(lambda self: pgettext("document", "Hand over"))
    submit = property(lambda self: _("Delivered"))
    done = property(lambda self: _("Handed over, with the signature kept."))

    def initial_of(self, current):
        return {"version": current.version, "received_by": current.holder_name}

    def get_context_data(self, **kwargs):
        return super().get_context_data(delivery=self.delivery, **kwargs)

    def form_valid(self, form):
        """The files first; without their record they are taken away again."""
        self.stored, self.is_kept = [], False
        try:
            self.proof = self._proof(form)
        except RuleError as error:
            attachments.discard(self.stored)
            return self.form_refused(form, error)
        response = super().form_valid(form)
        if not self.is_kept:
            attachments.discard(self.stored)
        return response

    def _proof(self, form) -> actions.Proof:
        data = form.cleaned_data
        self.stored.append(attachments.store_picture(data["signature"]))
        for photo in data["photos"]:
            self.stored.append(attachments.store_picture(photo.read()))
        return actions.Proof(
            received_by=data["received_by"],
            relation=data["relation"],
            signature=self.stored[0],
            photo=self.stored[1] if len(self.stored) > 1 else None,
        )

    def act(self, form):
        version = form.cleaned_data["version"]
        made = actions.hand_over(proof=self.proof, version=version, **self.common)
        self.is_kept = True
        return made


class BringBackView(DeliveryStepView):
    form_class = BringBackForm

    heading = property(lambda self: _("Not handed over"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The try is noted."))

    def act(self, form):
        return actions.bring_back(**self.common, **_said(form))


class TakeBackView(DeliveryStepView):
    heading = property(lambda self: _("Back at the counter"))
    submit = property(lambda self: _("It lies at the counter again"))
    done = property(lambda self: _("It lies at the counter again."))

    def act(self, form):
        return actions.take_back(**self.common, **_said(form))


class WithdrawView(DeliveryStepView):
    form_class = BringBackForm
    danger = True

    heading = property(lambda self: _("Send back to the issuing office"))
    submit = property(lambda self: _("Send back to the maker"))
    done = property(lambda self: _("Sent back."))

    def act(self, form):
        return actions.withdraw(**self.common, **_said(form))


def _said(form) -> dict:
    names = ("version", "reason")
    return {n: form.cleaned_data[n] for n in names if n in form.cleaned_data}
