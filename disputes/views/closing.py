"""After the mediation: going back, review and publication, the chief's yes."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes.actions import closing, follow_ups, reviews
from disputes.forms.closing import (
    ApproveForm,
    PlanFollowUpForm,
    RecordForm,
    ReviewForm,
    SendBackForm,
)
from disputes.models import ClosingRequest, DisputeFollowUp
from disputes.views.disputes import FIELD_OF, DisputeStepView
from disputes.workflow.closing import Occasion
from station.actions.access import record_access
from station.models import AccessRecord
from station.views.action import ActionFormView


class FollowUpPlanView(DisputeStepView):
    """Promise to go back to the parties."""

    form_class = PlanFollowUpForm
    error_fields = {**FIELD_OF, "past": "due_on"}

    def get_initial(self):
        due_on = follow_ups.due_day(Occasion.LATER, at=timezone.now())
        return {"occasion": Occasion.LATER, "due_on": due_on}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Plan to go back"),
            "submit": _("Plan"),
            "done": _("Planned. Whoever answers for the dispute is reminded."),
        }

    def act(self, form):
        data = form.cleaned_data
        follow_ups.plan(
            **self.common,
            occasion=data["occasion"],
            due_on=data["due_on"],
            version=data["version"],
        )
        return self.dispute


class FollowUpRecordView(ActionFormView):
    """Write down what was found; this settles the follow-up."""

    permission_required = "dispute.edit"
    form_class = RecordForm
    error_fields = {
        "nobody_met": "met",
        "stranger": "met",
        "no_briefing": "no_briefing_reason",
        "past": "again_on",
    }

    @cached_property
    def row(self) -> DisputeFollowUp:
        rows = DisputeFollowUp.objects.visible_to(self.request.user, "edit")
        rows = rows.select_related("dispute__area", "follow_up")
        return get_object_or_404(rows, follow_up=self.kwargs["pk"])

    def form_extra(self):
        return {"row": self.row}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "heading": _("What was found with the parties"),
            "submit": _("Record"),
            "done": _("On record; the follow-up is done."),
            "back_url": self.row.dispute.get_absolute_url(),
            "back_label": self.row.dispute.number,
            "lead": self.row.dispute.title,
        }

    def act(self, form):
        return follow_ups.record(
            row=self.row,
            found=form.found(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class ReviewView(DisputeStepView):
    """Look back, and make it known without names."""

    form_class = ReviewForm
    error_fields = {
        "no_words": "words",
        "no_text": "published",
        "names_somebody": "published",
    }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Review and publication"),
            "submit": _("Save the review"),
            "done": _("Reviewed; the fourth step is signed."),
        }

    def act(self, form):
        data = form.cleaned_data
        names = ("words", "channel", "published", "version")
        return reviews.review(**self.common, **{name: data[name] for name in names})


class ClosingDecisionView(ActionFormView):
    """The chief's yes or no to closing a major dispute."""

    permission_required = "dispute.approve"
    template_name = "disputes/closing_decision.html"

    @cached_property
    def closing_request(self) -> ClosingRequest:
        rows = ClosingRequest.objects.visible_to(self.request.user, "approve")
        rows = rows.select_related("dispute__area", "asked_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_extra(self):
        return {"closing_request": self.closing_request}

    def initial_of(self, current):
        return {"version": current.version}

    def get_context_data(self, **kwargs):
        """The chief decides on what the officer wrote, so it is read here."""
        asked = self.closing_request
        record_access(
            by=self.request.user,
            act=AccessRecord.Act.VIEW,
            subject=asked.dispute,
            fields="result",
            at=timezone.now(),
        )
        return super().get_context_data(closing_request=asked, **kwargs)

    def texts(self):
        dispute = self.closing_request.dispute
        return {
            "back_url": reverse("disputes:detail", args=[dispute.pk]),
            "back_label": dispute.number,
            "lead": dispute.title,
        }

    def decide(self, action, **said):
        return action(
            request=self.closing_request,
            by=self.request.user,
            at=timezone.now(),
            **said,
        )


class ClosingApproveView(ClosingDecisionView):
    form_class = ApproveForm
    closing = property(lambda self: self.closing_request.dispute)

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Close the major dispute"),
            "submit": _("Close the dispute"),
            "done": _("Ended. No more reminders of it."),
        }

    def act(self, form):
        return self.decide(closing.approve, version=form.cleaned_data["version"])


class ClosingSendBackView(ClosingDecisionView):
    form_class = SendBackForm
    error_fields = {"no_reason": "reason"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Send it back"),
            "submit": _("Send back"),
            "done": _("Sent back; the officer is told what is missing."),
        }

    def act(self, form):
        data = form.cleaned_data
        return self.decide(
            closing.send_back, reason=data["reason"], version=data["version"]
        )
