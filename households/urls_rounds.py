"""Rounds, visit rules, campaigns, coverage and questions about visits."""

from django.urls import path

from households.views import rounds

urlpatterns = [
    path("round/", rounds.RoundTodayView.as_view(), name="round_today"),
    path("rounds/", rounds.RoundListView.as_view(), name="round_list"),
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
]
