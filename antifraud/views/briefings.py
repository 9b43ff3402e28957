"""Pages of briefings."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from antifraud.actions import briefings as actions
from antifraud.forms.briefings import BriefingForm, WithdrawForm
from antifraud.models import Briefing, BriefingRound, HandedOver
from antifraud.views.reach_tabs import tabs
from households.models import Household
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "person_name",
    "no_type": "scam_types",
    "future": "briefed_at",
    "too_old": "briefed_at",
    "no_reason": "reason",
}


class BriefingListView(ListPageView):
    """Who was told what, newest first."""

    permission_required = "briefing.view"
    list_key = "antifraud.briefing"
    template_name = "antifraud/briefing_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            may_create=policy.can(user, "briefing.create"),
            tabs=tabs("briefings", user),
            **kwargs,
        )


class BriefingPageView(PolicyMixin):
    """A page about one briefing in scope for the page's permission."""

    @cached_property
    def briefing(self) -> Briefing:
        action = self.permission_required.partition(".")[2]
        rows = Briefing.objects.visible_to(self.request.user, action).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class BriefingDetailView(BriefingPageView, TemplateView):
    """One briefing: to whom, of what, with what in hand."""

    permission_required = "briefing.view"
    template_name = "antifraud/briefing_detail.html"

    def get_context_data(self, **kwargs):
        briefing, user = self.briefing, self.request.user
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=briefing,
            fields="person_name, note",
            at=timezone.now(),
        )
        words = dict(HandedOver.choices)
        return super().get_context_data(
            briefing=briefing,
            handed=[words[code] for code in briefing.handed_over],
            may_withdraw=briefing.stands
            and policy.can(user, "briefing.edit", briefing),
            timeline=timeline_of(briefing, user=user),
            **kwargs,
        )


class BriefingCreateView(OriginMixin, ActionFormView):
    """Somebody was briefed, perhaps during a visit."""

    permission_required = "briefing.create"
    form_class = BriefingForm
    error_fields = FIELD_OF

    @cached_property
    def household(self) -> Household | None:
        """Of the origin, or as the household's page names it."""
        asked = self.request.GET.get("household", "")
        if asked.isdecimal() and len(asked) < 19:
            rows = Household.objects.visible_to(self.request.user)
            return get_object_or_404(rows.select_related("area"), pk=asked)
        return self.origin_facts.household

    def form_extra(self):
        return {"user": self.request.user, "household": self.household}

    def get_initial(self):
        facts = self.origin_facts
        area = self.household.area if self.household else facts.area
        met = facts.residents[0] if facts.residents else None
        if met is None and self.household is not None:
            met = self.household.residents.filter(left_on=None, relation="head").first()
        found = {"area": area.pk} if area else {}
        if isinstance(self.origin, BriefingRound):  # what it is about
            found["scam_types"] = [row.pk for row in self.origin.scam_types.all()]
        return found | ({"resident": met.pk} if met else {})

    def texts(self):
        back = self.origin or self.household
        return {
            "heading": _("Anti-fraud briefing"),
            "submit": _("Save the briefing"),
            "done": _("The briefing is on file."),
            "back_url": back.get_absolute_url()
            if back
            else reverse("antifraud:briefing_list"),
            "back_label": _("Back") if back else _("Briefings"),
            "lead": str(self.household.address.text) if self.household else "",
        }

    def act(self, form):
        return actions.brief(
            area=form.cleaned_data["area"],
            household=self.household,
            told=form.told(),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class BriefingWithdrawView(BriefingPageView, ActionFormView):
    """Written down by mistake."""

    permission_required = "briefing.edit"
    form_class = WithdrawForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"briefing": self.briefing}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "heading": _("Take the briefing back"),
            "submit": _("Take back"),
            "done": _("It counts no more."),
            "back_url": self.briefing.get_absolute_url(),
            "back_label": self.briefing.person_name,
            "danger": True,
        }

    def act(self, form):
        return actions.withdraw(
            briefing=self.briefing,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
