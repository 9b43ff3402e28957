"""Pages for work without signal."""

from django.urls import path

from households.views import offline

urlpatterns = [
    path(
        "round/offline/",
        offline.OfflineRoundView.as_view(),
        name="round_offline",
    ),
    path(
        "round/offline/permit/",
        offline.RoundPermitView.as_view(),
        name="round_permit",
    ),
]
