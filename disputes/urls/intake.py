"""Addresses of the intake, the parties and the safeguards, and of the tiers."""

from django.urls import path

from disputes.views import intake, kinds, parties, tiers

urlpatterns = [
    path("new/", intake.DisputeCreateView.as_view(), name="create"),
    path("alike/", intake.AlikeView.as_view(), name="alike"),
    path("<int:pk>/edit/", intake.FactsEditView.as_view(), name="facts_edit"),
    path("<int:pk>/parties/new/", parties.PartyAddView.as_view(), name="party_add"),
    path(
        "<int:pk>/parties/<int:party>/",
        parties.PartyEditView.as_view(),
        name="party_edit",
    ),
    path(
        "<int:pk>/parties/<int:party>/remove/",
        parties.PartyRemoveView.as_view(),
        name="party_remove",
    ),
    path(
        "<int:pk>/parties/<int:party>/agent/",
        parties.AgentAddView.as_view(),
        name="agent_add",
    ),
    path(
        "<int:pk>/agents/<int:agent>/",
        parties.AgentEditView.as_view(),
        name="agent_edit",
    ),
    path(
        "<int:pk>/agents/<int:agent>/remove/",
        parties.AgentRemoveView.as_view(),
        name="agent_remove",
    ),
    path(
        "<int:pk>/safeguards/<slug:kind>/",
        parties.SafeguardView.as_view(),
        name="safeguard",
    ),
    path("kinds/", kinds.KindListView.as_view(), name="kinds"),
    path("kinds/new/", kinds.FieldCreateView.as_view(), name="field_create"),
    path("kinds/<int:pk>/", kinds.FieldEditView.as_view(), name="field_edit"),
    path("grades/<int:pk>/", kinds.GradeEditView.as_view(), name="grade_edit"),
    path("<int:pk>/raise/", tiers.EscalateView.as_view(), name="escalate"),
    path("<int:pk>/lower/", tiers.LowerView.as_view(), name="lower"),
    path("<int:pk>/keep-tier/", tiers.KeepTierView.as_view(), name="tier_keep"),
    path("tier-rules/", tiers.TierRuleListView.as_view(), name="tier_rules"),
    path(
        "tier-rules/<int:pk>/", tiers.TierRuleEditView.as_view(), name="tier_rule_edit"
    ),
    path(
        "tier-rules/of/<int:pk>/new/",
        tiers.TierRuleCreateView.as_view(),
        name="tier_rule_create",
    ),
    path(
        "tier-rules/of/<int:pk>/adopt/",
        tiers.TierRuleAdoptView.as_view(),
        name="tier_rules_adopt",
    ),
    path(
        "tier-rules/of/<int:pk>/drop/",
        tiers.TierRuleDropView.as_view(),
        name="tier_rules_drop",
    ),
]
