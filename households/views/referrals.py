"""Handing a matter to another office, and what comes back."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import referrals as actions
from households.forms.messages import ReasonForm
from households.forms.referrals import ReferForm, ReferralAnswerForm
from households.models import Message, Referral
from households.views.messages import MessageStepView


class ReferView(MessageStepView):
    form_class = ReferForm
    heading = property(
        lambda self: _("Hand %(number)s to another office") % {"number": self.message}
    )
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over. The sender reads with whom it lies."))

    def form_extra(self):
        return {"message": self.message}

    def act(self, form):
        data = form.cleaned_data
        return actions.refer(
            **self.common,
            office=data["office"],
            asked=data["asked"],
            due_at=form.due_at(),
            version=data["version"],
        )

    def next_url(self, made) -> str:
        return self.message.get_absolute_url()


class ReferralStepView(MessageStepView):
    """One step with what lies with another office."""

    @cached_property
    def referral(self) -> Referral:
        rows = Referral.objects.visible_to(self.request.user, self.action)
        return get_object_or_404(rows.for_list(), pk=self.kwargs["pk"])

    @cached_property
    def message(self) -> Message:
        return self.referral.message

    def get_initial(self):
        return {"version": self.referral.version}

    @property
    def common(self) -> dict:
        known = super().common
        known.pop("message")
        return {"referral": self.referral, **known}


class ReferralAnswerView(ReferralStepView):
    form_class = ReferralAnswerForm
    heading = property(
        lambda self: _("What %(office)s answered") % {"office": self.referral.office}
    )
    submit = property(lambda self: _("Save their answer"))
    done = property(lambda self: _("Saved. Now answer the sender; the clock runs."))

    def act(self, form):
        data = form.cleaned_data
        return actions.record_answer(
            **self.common, text=data["text"], version=data["version"]
        )


class ReferralWithdrawView(ReferralStepView):
    form_class = ReasonForm
    heading = property(
        lambda self: (
            _("Take it back from %(office)s") % {"office": self.referral.office}
        )
    )
    submit = property(lambda self: _("Take it back"))
    done = property(lambda self: _("Taken back; the clock runs."))

    def act(self, form):
        data = form.cleaned_data
        return actions.withdraw(
            **self.common, reason=data["reason"], version=data["version"]
        )
