"""Addresses of the intake, the parties and the safeguards, and of the tiers."""

from django.urls import path

from disputes.views import tiers

urlpatterns = [
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
