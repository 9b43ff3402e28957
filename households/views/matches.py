"""Suggestions to merge and to move, for an officer to decide."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from households.actions import matches as actions
from households.forms.imports import DecisionForm
from households.models import MatchSuggestion, Resident
from station import policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.paging import paginate
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

REASONS = {
    "same_name_and_birth": gettext_lazy(
        "Same name, same date of birth, same household"
    ),
    "same_id_number": gettext_lazy("The ID number of somebody who had left"),
    "other_household_in_workbook": gettext_lazy("A workbook names another household"),
}


class MatchListView(PolicyMixin, TemplateView):
    """What is open, oldest first."""

    permission_required = "match.view"
    template_name = "households/match_list.html"

    def get_context_data(self, **kwargs):
        rows = MatchSuggestion.objects.visible_to(self.request.user)
        is_open = self.request.GET.get("state") != "decided"
        rows = rows.open() if is_open else rows.exclude(status="open")
        page = paginate(
            rows.for_list(),
            request=self.request,
            order=("id",) if is_open else ("-id",),
        )
        return super().get_context_data(page=page, is_open=is_open, **kwargs)


class MatchDetailView(PolicyMixin, DetailView):
    """Both entries side by side, and the two answers."""

    permission_required = "match.view"
    template_name = "households/match_detail.html"
    context_object_name = "match"

    def get_queryset(self):
        return MatchSuggestion.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        match, user = self.object, self.request.user
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=match,
            at=timezone.now(),
            fields="resident",
        )
        may_decide = match.status == "open" and policy.can(user, "match.decide", match)
        return super().get_context_data(
            may_decide=may_decide,
            reasons=[REASONS.get(code, code) for code in match.reasons],
            facts=_facts(match.resident),
            other_facts=_facts(match.other) if match.other else [],
            timeline=timeline_of(match, user=user),
            **kwargs,
        )


class _MatchDecisionView(PolicyMixin, SingleObjectMixin, FormView):
    """One answer, with a remark."""

    permission_required = "match.decide"
    form_class = DecisionForm
    template_name = "households/match_decide.html"
    context_object_name = "match"
    accepts = False

    def get_queryset(self):
        rows = MatchSuggestion.objects.visible_to(self.request.user, "decide")
        return rows.for_list()

    @cached_property
    def object(self):
        return self.get_object()

    def get_context_data(self, **kwargs):
        return super().get_context_data(accepts=self.accepts, **kwargs)

    def form_valid(self, form):
        act = actions.accept if self.accepts else actions.reject
        try:
            act(
                suggestion=self.object,
                by=self.request.user,
                at=timezone.now(),
                note=form.cleaned_data["note"],
            )
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Decided."))
        return HttpResponseRedirect(reverse("households:match_list"))


class MatchAcceptView(_MatchDecisionView):
    """Yes: merge them, or move the person."""

    accepts = True


class MatchRejectView(_MatchDecisionView):
    """No: everything stays as it is."""


def _facts(resident: Resident) -> list[tuple[str, object]]:
    """What tells two entries apart, numbers masked."""
    household = resident.household
    return [
        (_("Name"), resident.name),
        (_("Sex"), resident.get_sex_display()),
        (_("Date of birth"), resident.birth_date),
        (_("ID number"), resident.id_number_masked),
        (_("Phone"), resident.phone_masked),
        (_("Household"), household.number),
        (_("Address"), household.address.text),
        (_("Relation to the head"), resident.get_relation_display()),
        (_("Moved away on"), resident.left_on),
    ]
