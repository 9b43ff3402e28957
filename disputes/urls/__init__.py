"""Addresses of the pages of disputes."""

from django.urls import include, path

from disputes.urls import agreements
from disputes.views import disputes as views
from station.views.list import list_paths

app_name = "disputes"

urlpatterns = [
    path("", include("disputes.urls.closing")),
    path("", include("disputes.urls.intake")),
    path("", include("disputes.urls.law")),
    path("", include("disputes.urls.warnings")),
    path("", include("disputes.urls.mediators")),
    path("", include("disputes.urls.papers")),
    path("", include("disputes.urls.reconciliations")),
    path("", views.DisputeListView.as_view(), name="list"),
    *list_paths("disputes.dispute"),
    path("", include("disputes.urls.joint")),
    path("<int:pk>/", views.DisputeDetailView.as_view(), name="detail"),
    path("<int:pk>/take-up/", views.DisputeTakeUpView.as_view(), name="take_up"),
    path("<int:pk>/end/", views.DisputeEndView.as_view(), name="end"),
    path("<int:pk>/reopen/", views.DisputeReopenView.as_view(), name="reopen"),
    *agreements.urlpatterns,
]
