"""Campaigns: what runs, how far it reaches by place and by officer."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households import visit_coverage
from households.actions import campaigns
from households.forms.visit_plans import CampaignEditForm, CampaignForm
from households.models import Advice, Campaign, HouseholdKind
from station import policy
from station.forms.once import VersionedForm
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "not_your_area": "area",
    "ends_too_early": "until_on",
    "too_long": "until_on",
    "bad_goal": "goal_percent",
    "no_kinds": "kinds",
}


class CampaignListView(ListPageView):
    """What runs and what is past, the latest end first."""

    permission_required = "campaign.view"
    list_key = "households.campaign"
    template_name = "households/campaign_list.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            lines=[(row, row.stage(on=today)) for row in self.page.rows],
            may_create=policy.can(self.request.user, "campaign.create"),
            **kwargs,
        )


class CampaignDetailView(PolicyMixin, TemplateView):
    """Goal and progress; each figure opens the households behind it."""

    permission_required = "campaign.view"
    template_name = "households/campaign_detail.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        rows = Campaign.objects.visible_to(user).for_list()
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        asked = {"on": today, "campaign": row, "goal": row.goal_percent}
        places, officers = [], []
        if policy.can(user, "coverage.view"):
            places = visit_coverage.by_place(user, **asked)
            officers = visit_coverage.by_officer(user, **asked)
        may_edit = policy.can(user, "campaign.edit", row) and row.ended_at is None
        return super().get_context_data(
            campaign=row,
            today=today,
            is_running=row.is_running(on=today),
            kinds=_labels(row.kinds, HouseholdKind),
            advice=_labels(row.advice, Advice),
            places=places,
            officers=officers,
            whole=places[0].tally if places else None,
            may_edit=may_edit,
            may_open=policy.can(user, "household.view"),
            timeline=timeline_of(row, user=user),
            **kwargs,
        )


class CampaignPage(ActionFormView):
    """A form about a campaign."""

    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "back_url": reverse("households:campaign_list"),
            "back_label": _("Campaigns"),
        }


class CampaignCreateView(CampaignPage):
    permission_required = "campaign.create"
    form_class = CampaignForm

    def get_initial(self):
        return {"from_on": timezone.localdate(), "kinds": ["ordinary"]}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("New campaign"),
            "submit": _("Begin the campaign"),
            "done": _("The campaign is set."),
        }

    def act(self, form):
        return campaigns.create(
            area=form.cleaned_data["area"],
            brief=form.brief(),
            by=self.request.user,
            at=timezone.now(),
        )


class CampaignEditView(CampaignPage):
    permission_required = "campaign.edit"
    form_class = CampaignEditForm

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user, "edit").for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.campaign)

    def initial_of(self, current):
        names = campaigns.Brief.__dataclass_fields__
        return {name: getattr(current, name) for name in names} | {
            "version": current.version
        }

    def texts(self):
        return {
            "heading": _("Change the campaign"),
            "submit": _("Save"),
            "done": _("The campaign is saved."),
            "back_url": self.campaign.get_absolute_url(),
            "back_label": self.campaign.name,
        }

    def act(self, form):
        return campaigns.edit(
            campaign=self.campaign,
            brief=form.brief(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class CampaignEndView(CampaignEditView):
    """Over before its day."""

    closing = property(lambda self: self.campaign)
    form_class = VersionedForm

    def form_extra(self):
        return {}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return super().texts() | {
            "heading": _("End the campaign now?"),
            "submit": _("End it"),
            "done": _("The campaign has ended."),
            "lead": _("What was reached stays readable."),
            "danger": True,
        }

    def act(self, form):
        return campaigns.end(
            campaign=self.campaign,
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


def _labels(codes, choices) -> list[str]:
    return [str(choices(code).label) for code in codes]
