"""Addresses of the scam types."""

from django.urls import path

from antifraud.views import scam_lists
from antifraud.views import scam_types as views
from station.views.list import list_paths

urlpatterns = [
    path("scam-types/", views.ScamTypeListView.as_view(), name="scam_type_list"),
    *list_paths("antifraud.scamtype", "scam-types/"),
    path(
        "scam-types/new/", views.ScamTypeCreateView.as_view(), name="scam_type_create"
    ),
    path("scam-types/<int:pk>/", views.ScamTypeView.as_view(), name="scam_type_detail"),
    path(
        "scam-types/<int:pk>/edit/",
        views.ScamTypeEditView.as_view(),
        name="scam_type_edit",
    ),
    path("scam-lists/", scam_lists.ScamListsView.as_view(), name="scam_lists"),
    path(
        "scam-lists/new/",
        scam_lists.ScamListCreateView.as_view(),
        name="scam_list_create",
    ),
    path(
        "scam-lists/<int:pk>/edit/",
        scam_lists.ScamListEditView.as_view(),
        name="scam_list_edit",
    ),
]
