"""Tiers of a dispute raised, lowered and kept; and the rules they follow."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from disputes import tiers as book
from disputes.actions import tier_rules as rules
from disputes.actions import tiers as actions
from disputes.forms.tiers import KeepTierForm, TierForm, TierRuleForm
from disputes.models import TierRule
from disputes.views.disputes import DisputeStepView
from station import policy
from station.errors import RuleError
from station.models import Area
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 60
FIELD_OF = {"no_reason": "reason", "no_condition": "tier"}


class TierStepView(DisputeStepView):
    """Another tier, with its reason."""

    form_class = TierForm
    error_fields = FIELD_OF
    step = 1

    def form_extra(self):
        return {**super().form_extra(), "step": self.step}

    def asked(self, form) -> dict:
        data = form.cleaned_data
        names = ("tier", "reason", "version")
        return self.common | {name: data[name] for name in names if name in data}


class EscalateView(TierStepView):
    """It is graver than it stood there."""

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Raise the tier"),
            "submit": _("Raise"),
            "done": _("Raised; whoever must know is told."),
        }

    def act(self, form):
        return actions.escalate(**self.asked(form))


class LowerView(TierStepView):
    """It is less grave than it stood there."""

    step = -1

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Lower the tier"),
            "submit": _("Lower"),
            "done": _("Lowered; the reason stays with the dispute."),
        }

    def act(self, form):
        return actions.lower(**self.asked(form))


class KeepTierView(DisputeStepView):
    """The rules propose another tier, and it stays."""

    form_class = KeepTierForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Keep the tier"),
            "submit": _("Keep"),
            "done": _("It stays; the reason stands with it."),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.keep(
            **self.common, reason=data["reason"], version=data["version"]
        )


def places_of(user, permission: str):
    """The counties and stations within one's scope."""
    scope = policy.scope(user, permission)
    rows = Area.objects.filter(kind__in=rules.LEVELS, is_active=True)
    return rows if scope.everything else rows.filter(pk__in=scope.area_ids)


class TierRuleListView(PolicyMixin, TemplateView):
    """What holds where one serves, in words; own rules may be set there."""

    permission_required = "tier_rule.view"
    template_name = "disputes/tier_rule_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        places = list(places_of(user, "tier_rule.view").order_by("path")[:MOST])
        rows = TierRule.objects.filter(area__in=places, is_active=True)
        own: dict[int, list] = {place.pk: [] for place in places}
        for row in rows.order_by("order", "pk"):
            own[row.area_id].append((row, book.rule_of(row).condition()))
        return super().get_context_data(
            places=[(place, own[place.pk]) for place in places],
            shipped=[(rule, rule.condition()) for rule in book.SHIPPED],
            may_edit=policy.can(user, "tier_rule.edit"),
            **kwargs,
        )


class TierRulePlaceView(PolicyMixin, View):
    """A place takes over the rules above it, or goes back to them."""

    permission_required = "tier_rule.edit"
    http_method_names = ["post"]
    act = None
    done = ""

    def post(self, request, pk):
        place = get_object_or_404(places_of(request.user, "tier_rule.edit"), pk=pk)
        try:
            type(self).act(area=place, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, self.said())
        return HttpResponseRedirect(reverse("disputes:tier_rules"))


class TierRuleAdoptView(TierRulePlaceView):
    act = staticmethod(rules.adopt)

    def said(self) -> str:
        return _("Taken over. Change what is different here.")


class TierRuleDropView(TierRulePlaceView):
    act = staticmethod(rules.drop)

    def said(self) -> str:
        return _("The rules above hold here again.")


class TierRuleFormView(ActionFormView):
    """One rule."""

    form_class = TierRuleForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            "heading": _("Rule of tiers"),
            "lead": str(self.place),
            "submit": _("Save"),
            "done": _("Saved. It holds for disputes reported from now on."),
            "back_url": reverse("disputes:tier_rules"),
            "back_label": _("Rules of tiers"),
        }

    def next_url(self, made) -> str:
        return reverse("disputes:tier_rules")

    def asked(self, form) -> dict:
        return form.facts() | {"by": self.request.user, "at": timezone.now()}


class TierRuleCreateView(TierRuleFormView):
    permission_required = "tier_rule.create"

    @cached_property
    def place(self) -> Area:
        rows = places_of(self.request.user, "tier_rule.create")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return {"version": 0}

    def act(self, form):
        return rules.create(area=self.place, **self.asked(form))


class TierRuleEditView(TierRuleFormView):
    permission_required = "tier_rule.edit"

    @cached_property
    def rule(self) -> TierRule:
        rows = TierRule.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows.select_related("area"), pk=self.kwargs["pk"])

    @property
    def place(self) -> Area:
        return self.rule.area

    def get_initial(self):
        return self.initial_of(self.rule)

    def initial_of(self, current):
        names = (*rules.FACTS, "version")
        values = {name: getattr(current, name) for name in names}
        return values | {"fields_": values["fields"]}

    def act(self, form):
        version = form.cleaned_data["version"]
        return rules.edit(rule=self.rule, version=version, **self.asked(form))
