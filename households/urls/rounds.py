"""Rounds, visit rules, campaigns, coverage and questions about visits."""

from django.urls import path

from households.views import (
    campaigns,
    coverage,
    crop_seasons,
    field_visits,
    rounds,
    visit_questions,
    visit_rules,
    visit_thresholds,
)
from station.views.list import list_paths

urlpatterns = [
    path("round/", rounds.RoundTodayView.as_view(), name="round_today"),
    path("rounds/", rounds.RoundListView.as_view(), name="round_list"),
    *list_paths("households.round", "rounds/"),
    path("rounds/prints/", rounds.RoundPrintsView.as_view(), name="round_prints"),
    path("rounds/new/", rounds.RoundCreateView.as_view(), name="round_create"),
    path("rounds/<int:pk>/", rounds.RoundDetailView.as_view(), name="round_detail"),
    path("rounds/<int:pk>/print/", rounds.RoundPrintView.as_view(), name="round_print"),
    path("rounds/<int:pk>/add/", rounds.RoundAddView.as_view(), name="round_add"),
    path("rounds/<int:pk>/start/", rounds.RoundStartView.as_view(), name="round_start"),
    path(
        "rounds/<int:pk>/finish/", rounds.RoundFinishView.as_view(), name="round_finish"
    ),
    path(
        "rounds/<int:pk>/shorten/",
        rounds.RoundShortenView.as_view(),
        name="round_shorten",
    ),
    path(
        "rounds/<int:pk>/stops/<int:stop>/move/",
        rounds.StopMoveView.as_view(),
        name="round_stop_move",
    ),
    path(
        "rounds/<int:pk>/stops/<int:stop>/remove/",
        rounds.StopRemoveView.as_view(),
        name="round_stop_remove",
    ),
    path(
        "rounds/<int:pk>/stops/<int:stop>/skip/",
        rounds.StopSkipView.as_view(),
        name="round_stop_skip",
    ),
    path("coverage/", coverage.CoverageView.as_view(), name="coverage"),
    path(
        "coverage/export/",
        coverage.CoverageExportView.as_view(),
        name="coverage_export",
    ),
    path(
        "visit-thresholds/",
        visit_thresholds.ThresholdListView.as_view(),
        name="visit_threshold_list",
    ),
    path(
        "visit-thresholds/<int:pk>/",
        visit_thresholds.ThresholdEditView.as_view(),
        name="visit_threshold_edit",
    ),
    *list_paths("households.visitrule", "visit-rules/"),
    path("visit-rules/", visit_rules.RuleListView.as_view(), name="visit_rule_list"),
    path(
        "visit-rules/new/",
        visit_rules.RuleCreateView.as_view(),
        name="visit_rule_create",
    ),
    path(
        "visit-rules/<int:pk>/edit/",
        visit_rules.RuleEditView.as_view(),
        name="visit_rule_edit",
    ),
    path(
        "visit-rules/<int:pk>/end/",
        visit_rules.RuleEndView.as_view(),
        name="visit_rule_end",
    ),
    *list_paths("households.campaign", "campaigns/"),
    path("campaigns/", campaigns.CampaignListView.as_view(), name="campaign_list"),
    path(
        "campaigns/new/", campaigns.CampaignCreateView.as_view(), name="campaign_create"
    ),
    path(
        "campaigns/<int:pk>/",
        campaigns.CampaignDetailView.as_view(),
        name="campaign_detail",
    ),
    path(
        "campaigns/<int:pk>/edit/",
        campaigns.CampaignEditView.as_view(),
        name="campaign_edit",
    ),
    path(
        "campaigns/<int:pk>/end/",
        campaigns.CampaignEndView.as_view(),
        name="campaign_end",
    ),
    *list_paths("households.visitquestion", "visit-questions/"),
    path(
        "visit-questions/",
        visit_questions.QuestionListView.as_view(),
        name="visit_question_list",
    ),
    path(
        "visit-questions/<int:pk>/",
        visit_questions.QuestionDetailView.as_view(),
        name="visit_question_detail",
    ),
    path(
        "visit-questions/<int:pk>/answer/",
        visit_questions.QuestionAnswerView.as_view(),
        name="visit_question_answer",
    ),
    path(
        "visit-questions/<int:pk>/decide/",
        visit_questions.QuestionDecideView.as_view(),
        name="visit_question_decide",
    ),
    *list_paths("households.cropseason", "crop-seasons/"),
    path(
        "crop-seasons/", crop_seasons.SeasonListView.as_view(), name="crop_season_list"
    ),
    path(
        "crop-seasons/new/",
        crop_seasons.SeasonCreateView.as_view(),
        name="crop_season_create",
    ),
    path(
        "crop-seasons/<int:pk>/edit/",
        crop_seasons.SeasonEditView.as_view(),
        name="crop_season_edit",
    ),
    path(
        "crop-seasons/<int:pk>/remove/",
        crop_seasons.SeasonRemoveView.as_view(),
        name="crop_season_remove",
    ),
    path(
        "visits/field/",
        field_visits.FieldVisitCreateView.as_view(),
        name="field_visit_create",
    ),
]
