"""The limits of the law as they are counted, and their change by the county."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from station import legal, policy
from station.actions import legal as actions
from station.forms.legal import AmendForm, LocalRuleForm
from station.models import Area, LegalRule
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class RuleListView(PolicyMixin, TemplateView):
    """Every limit with article, source and how sure we are of it."""

    permission_required = "legal_rule.view"
    template_name = "station/rule_list.html"

    def get_context_data(self, **kwargs):
        legal.ensure()
        return super().get_context_data(
            rules=LegalRule.objects.select_related("area").order_by(
                "code", "area__path", "-from_on"
            )[:300],
            today=timezone.localdate(),
            may_edit=policy.can(self.request.user, "legal_rule.edit"),
            **kwargs,
        )


class RuleAmendView(ActionFormView):
    """Another figure holds from a day on."""

    permission_required = "legal_rule.edit"
    form_class = AmendForm
    error_fields = {"too_early": "from_on"}

    @cached_property
    def rule(self) -> LegalRule:
        rows = LegalRule.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.rule)

    def initial_of(self, current):
        names = ("value", "unit", "article", "source", "mark", "version")
        today = timezone.localdate()
        return {"from_on": today, **{name: getattr(current, name) for name in names}}

    def texts(self):
        return {
            "heading": self.rule.title,
            "lead": _("Older cases keep the figure of their day."),
            "submit": _("Set the new figure"),
            "done": _("The new figure holds from its day on."),
            "back_url": reverse("station:rule_list"),
            "back_label": _("Legal limits"),
        }

    def next_url(self, made):
        return reverse("station:rule_list")

    def act(self, form):
        told = {k: v for k, v in form.cleaned_data.items() if k != "once"}
        return actions.amend(
            rule=self.rule, by=self.request.user, at=timezone.now(), **told
        )


class LocalRuleView(ActionFormView):
    """Another figure holds in one area."""

    permission_required = "legal_rule.edit"
    form_class = LocalRuleForm
    error_fields = {"twice": "area", "no_article": "article"}

    def form_extra(self):
        kinds = (Area.Kind.PREFECTURE, Area.Kind.COUNTY, Area.Kind.STATION)
        areas = Area.objects.visible_to(self.request.user).filter(kind__in=kinds)
        return {"areas": areas.in_tree_order()}

    def get_initial(self):
        return {"from_on": timezone.localdate()}

    def texts(self):
        return {
            "heading": _("Add a local rule"),
            "lead": _("There and below it goes before the law of the land."),
            "submit": _("Add"),
            "done": _("The local rule holds from its day on."),
            "back_url": reverse("station:rule_list"),
            "back_label": _("Legal limits"),
        }

    def next_url(self, made):
        return reverse("station:rule_list")

    def act(self, form):
        told = {k: v for k, v in form.cleaned_data.items() if k != "once"}
        return actions.add_local(by=self.request.user, at=timezone.now(), **told)
