"""Addresses of the pages of anti-fraud work."""

from django.urls import path

from antifraud import views
from station.views.list import list_paths

app_name = "antifraud"

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
    path("reach/", views.ReachView.as_view(), name="reach"),
    path("scam-types/", views.ScamTypeListView.as_view(), name="scam_type_list"),
    path(
        "scam-types/new/", views.ScamTypeCreateView.as_view(), name="scam_type_create"
    ),
    path(
        "scam-types/<int:pk>/",
        views.ScamTypeEditView.as_view(),
        name="scam_type_edit",
    ),
]
