"""Requests for whole numbers."""

from django.urls import path

from station.views import export_requests as views

urlpatterns = [
    path("exports/", views.RequestListView.as_view(), name="export_requests"),
    path("exports/new/", views.RequestCreateView.as_view(), name="export_ask"),
    path("exports/<int:pk>/", views.RequestDetailView.as_view(), name="export_request"),
    path(
        "exports/<int:pk>/approve/", views.ApproveView.as_view(), name="export_approve"
    ),
    path("exports/<int:pk>/refuse/", views.RefuseView.as_view(), name="export_refuse"),
    path(
        "exports/<int:pk>/withdraw/",
        views.WithdrawView.as_view(),
        name="export_withdraw",
    ),
]
