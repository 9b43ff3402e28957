"""Disputes: the list, one dispute, and its steps."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes import next_step
from disputes.actions import closing, deadlines
from disputes.actions import disputes as actions
from disputes.forms.disputes import (
    EndForm,
    ReopenForm,
    TakeUpForm,
)
from disputes.models import Dispute
from disputes.workflow import IN_MEDIATION
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.panels import panels_of
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_summary": "summary",
    "no_result": "result",
    "no_reason": "reason",
    "no_name": "name",
    "phone_invalid": "phone",
    "not_serving": "assigned_to",
}


class DisputeListView(ListPageView):
    """The disputes of one's area; at first what is still open."""

    permission_required = "dispute.view"
    list_key = "disputes.dispute"
    template_name = "disputes/dispute_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_create=policy.can(self.request.user, "dispute.create"), **kwargs
        )


class DisputePageView(PolicyMixin):
    """A page about one dispute in scope for the page's permission."""

    @cached_property
    def dispute(self) -> Dispute:
        action = self.permission_required.partition(".")[2]
        rows = Dispute.objects.visible_to(self.request.user, action).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class DisputeDetailView(DisputePageView, TemplateView):
    """One dispute: who with whom, about what, what is owed, and what was."""

    permission_required = "dispute.view"
    template_name = "disputes/dispute_detail.html"

    def get_context_data(self, **kwargs):
        dispute, user, now = self.dispute, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=dispute,
            fields="party_names, summary, result",
            at=now,
        )
        may_edit = policy.can(user, "dispute.edit", dispute)
        return super().get_context_data(
            now=now,
            dispute=dispute,
            next=next_step.of(dispute, user=user, at=now),
            may_end=dispute.is_open and may_edit,
            may_reopen=dispute.status not in IN_MEDIATION and may_edit,
            panels=panels_of("dispute", self.request, dispute),
            aside_panels=panels_of("dispute_aside", self.request, dispute),
            step_line=panels_of("dispute_steps", self.request, dispute),
            limit=deadlines.limit_of(dispute),
            timeline=timeline_of(dispute, user=user),
            **kwargs,
        )


class DisputeStepView(DisputePageView, ActionFormView):
    """One step of a dispute."""

    permission_required = "dispute.edit"
    error_fields = FIELD_OF

    def form_extra(self):
        return {"dispute": self.dispute}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "back_url": self.dispute.get_absolute_url(),
            "back_label": self.dispute.number,
            "lead": self.dispute.title,
        }

    @property
    def common(self) -> dict:
        return {"dispute": self.dispute, "by": self.request.user, "at": timezone.now()}


class DisputeTakeUpView(DisputeStepView):
    """Somebody answers for it."""

    form_class = TakeUpForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Take up the dispute"),
            "submit": _("Take up"),
            "done": _("Taken up; the time for mediating it runs."),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.take_up(
            **self.common,
            assigned_to=data["assigned_to"],
            grade=data["grade"],
            version=data["version"],
        )


class DisputeEndView(DisputeStepView):
    """How it ended."""

    closing = property(lambda self: self.dispute)
    form_class = EndForm

    @property
    def asks_chief(self) -> bool:
        """A major dispute is closed by the chief; others ask for it."""
        may_close = policy.can(self.request.user, "dispute.approve", self.dispute)
        return actions.needs_chief(self.dispute) and not may_close

    def texts(self):
        if self.asks_chief:
            return {
                **super().texts(),
                "heading": _("Ask the chief to close the dispute"),
                "submit": _("Ask the chief"),
                "done": _("Asked. The chief finds it on the page of today."),
            }
        return {
            **super().texts(),
            "heading": _("End the dispute"),
            "submit": _("Conclude"),
            "done": _("Ended. No more reminders of it."),
        }

    def act(self, form):
        data = form.cleaned_data
        said = {name: data[name] for name in ("outcome", "result", "version")}
        if self.asks_chief:
            return closing.ask(**self.common, **said)
        return actions.end(**self.common, **said)


class DisputeReopenView(DisputeStepView):
    """It broke out again."""

    form_class = ReopenForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Take the dispute up again"),
            "submit": _("Take up again"),
            "done": _("Open again; the time for mediating it runs anew."),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.reopen(
            **self.common, reason=data["reason"], version=data["version"]
        )
