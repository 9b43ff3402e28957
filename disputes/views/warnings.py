"""Early warning: the morning list, what was done, a criminal turn."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes.actions import criminal_turns, warnings
from disputes.forms.warnings import AnswerForm, TurnForm
from disputes.models import Dispute
from disputes.views.warning_tabs import TabsMixin
from disputes.warnings import shipped
from station import policy
from station.views.action import ActionFormView
from station.views.list import ListPageView


class WarningListView(TabsMixin, ListPageView):
    """What is likely to turn criminal; what nobody touched stands on top."""

    permission_required = "warning.view"
    list_key = "disputes.disputewarning"
    template_name = "disputes/warning_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        titles = shipped.titles()
        context["lines"] = [
            (row, [titles[code] for code in row.alarming])
            for row in context["page"].rows
        ]
        context["may_answer"] = policy.can(self.request.user, "warning.answer")
        return context


class WarnedDisputeView(ActionFormView):
    """A step of early warning about one dispute in scope."""

    @cached_property
    def dispute(self) -> Dispute:
        user = self.request.user
        scope = policy.scope(user, self.permission_required)
        rows = Dispute.objects.for_list()
        condition = rows.scope_condition(scope, user)
        return get_object_or_404(rows.filter(condition), pk=self.kwargs["pk"])

    def texts(self):
        return {
            "back_url": self.dispute.get_absolute_url(),
            "back_label": self.dispute.number,
            "lead": self.dispute.title,
        }

    @property
    def common(self) -> dict:
        return {"dispute": self.dispute, "by": self.request.user, "at": timezone.now()}


class WarningAnswerView(WarnedDisputeView):
    """What was done so that it does not turn criminal."""

    permission_required = "warning.answer"
    form_class = AnswerForm
    error_fields = {"no_words": "words", "no_look": "next_look_on",
                    "look_past": "next_look_on", "unknown_choice": "kind"}  # fmt: skip

    def texts(self):
        return {
            **super().texts(),
            "heading": _("What was done about the warning"),
            "submit": _("Save"),
            "done": _("Written down."),
        }

    def act(self, form):
        return warnings.answer(**self.common, answer=form.answer())


class CriminalTurnView(WarnedDisputeView):
    """It turned criminal after all."""

    permission_required = "warning.turn"
    form_class = TurnForm
    error_fields = {"no_number": "case_number", "in_future": "turned_on",
                    "too_early": "turned_on", "unknown_choice": "kind"}  # fmt: skip

    def form_extra(self):
        return {"may_end": criminal_turns.may_end(self.dispute)}

    def get_initial(self):
        return self.initial_of(self.dispute)

    def initial_of(self, current):
        return {"version": current.version, "turned_on": timezone.localdate()}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("The dispute turned criminal"),
            "submit": _("Save"),
            "done": _("Linked back; the score is judged by it."),
        }

    def next_url(self, made) -> str:
        return reverse("disputes:detail", args=[made.dispute_id])

    def act(self, form):
        data = form.cleaned_data
        return criminal_turns.turned_criminal(
            **self.common,
            turn=form.turn(),
            version=data["version"],
            is_end=bool(data.get("is_end")),
        )
