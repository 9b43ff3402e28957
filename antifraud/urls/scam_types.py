"""Addresses of the scam types."""

from django.urls import path

from antifraud.views import scam_types as views

urlpatterns = [
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
