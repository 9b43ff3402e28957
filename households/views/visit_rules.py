"""Visit rules: how often which kind of household is visited; set by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import rules
from households.forms.visit_plans import EndForm, RuleEditForm, RuleForm
from households.models import VisitRule
from station import policy
from station.views.action import ActionFormView
from station.views.list import ListPageView

FIELD_OF = {
    "not_your_area": "area",
    "bad_days": "every_days",
    "ends_too_early": "until_on",
    "half_a_season": "season_from",
}


class RuleListView(ListPageView):
    """The rules of one's area, with those of the station and the county above."""

    permission_required = "visit_rule.view"
    list_key = "households.visitrule"
    template_name = "households/visit_rule_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        scope = policy.scope(user, "visit_rule.edit")
        lines = [
            (row, scope.everything or row.area_id in scope.area_ids)
            for row in self.page.rows
        ]
        return super().get_context_data(
            lines=lines,
            today=timezone.localdate(),
            may_create=policy.can(user, "visit_rule.create"),
            **kwargs,
        )


class RulesPage(ActionFormView):
    """A form about a rule."""

    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "back_url": reverse("households:visit_rule_list"),
            "back_label": _("Visit rules"),
        }

    def next_url(self, made):
        return reverse("households:visit_rule_list")


class RuleCreateView(RulesPage):
    permission_required = "visit_rule.create"
    form_class = RuleForm

    def get_initial(self):
        return {"from_on": timezone.localdate()}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("New visit rule"),
            "submit": _("Set the rule"),
            "done": _("The rule holds; the due days follow within minutes."),
        }

    def act(self, form):
        return rules.create(
            area=form.cleaned_data["area"],
            terms=form.terms(),
            by=self.request.user,
            at=timezone.now(),
        )


class RuleEditView(RulesPage):
    permission_required = "visit_rule.edit"
    form_class = RuleEditForm

    @cached_property
    def rule(self) -> VisitRule:
        rows = VisitRule.objects.visible_to(self.request.user, "edit").for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.rule)

    def initial_of(self, current):
        names = rules.Terms.__dataclass_fields__
        return {name: getattr(current, name) for name in names} | {
            "version": current.version
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Change the visit rule"),
            "submit": _("Save"),
            "lead": f"{self.rule.area.name} · {self.rule}",
            "done": _("The rule holds; the due days follow within minutes."),
        }

    def act(self, form):
        return rules.edit(
            rule=self.rule,
            terms=form.terms(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class RuleEndView(RuleEditView):
    """The rule holds until a day."""

    form_class = EndForm
    error_fields = {"ends_too_early": "on"}

    def form_extra(self):
        return {}

    def initial_of(self, current):
        return {"version": current.version, "on": timezone.localdate()}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("End the visit rule"),
            "submit": _("End it"),
            "done": _("The rule ends; the due days follow within minutes."),
            "danger": True,
        }

    def act(self, form):
        data = form.cleaned_data
        return rules.end(
            rule=self.rule,
            on=data["on"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
