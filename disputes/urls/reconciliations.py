"""Addresses of what the parties settle without the police."""

from django.urls import path

from disputes.views import reconciliations as views

urlpatterns = [
    path("<int:pk>/reconcile/", views.ReconcileView.as_view(), name="reconcile"),
    path(
        "reconciliations/<int:pk>/answer/",
        views.ReconciliationAnswerView.as_view(),
        name="reconciliation_answer",
    ),
]
