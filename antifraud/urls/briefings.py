"""Addresses of briefings."""

from django.urls import path

from antifraud.views import briefings as views
from station.views.list import list_paths

urlpatterns = [
    path("briefings/", views.BriefingListView.as_view(), name="briefing_list"),
    *list_paths("antifraud.briefing", "briefings/"),
    path("briefings/new/", views.BriefingCreateView.as_view(), name="briefing_create"),
    path(
        "briefings/<int:pk>/",
        views.BriefingDetailView.as_view(),
        name="briefing_detail",
    ),
    path(
        "briefings/<int:pk>/withdraw/",
        views.BriefingWithdrawView.as_view(),
        name="briefing_withdraw",
    ),
]
