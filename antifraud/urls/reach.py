"""Addresses of reach and effect, of those never told, and of rounds of briefings."""

from django.urls import path

from antifraud.views import briefing_rounds as rounds
from antifraud.views import reach as views
from station.views.list import list_paths

urlpatterns = [
    path("reach/", views.ReachView.as_view(), name="reach"),
    path("reach/export/", views.ReachExportView.as_view(), name="reach_export"),
    path("effect/", views.EffectView.as_view(), name="effect"),
    path("never-told/", views.UntoldView.as_view(), name="untold"),
    path(
        "briefing-rounds/",
        rounds.BriefingRoundListView.as_view(),
        name="briefing_round_list",
    ),
    *list_paths("antifraud.briefinground", "briefing-rounds/"),
    path(
        "briefing-rounds/new/",
        rounds.BriefingRoundCreateView.as_view(),
        name="briefing_round_create",
    ),
    path(
        "briefing-rounds/<int:pk>/",
        rounds.BriefingRoundView.as_view(),
        name="briefing_round_detail",
    ),
    path(
        "briefing-rounds/<int:pk>/end/",
        rounds.BriefingRoundEndView.as_view(),
        name="briefing_round_end",
    ),
    path(
        "briefing-rounds/<int:pk>/call-off/",
        rounds.BriefingRoundCallOffView.as_view(),
        name="briefing_round_call_off",
    ),
    path(
        "briefing-rounds/<int:pk>/take-off/<int:stop>/",
        rounds.BriefingStopTakeOffView.as_view(),
        name="briefing_stop_take_off",
    ),
]
