"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from station.views import health

urlpatterns = [
    path("healthz", health.AliveView.as_view(), name="healthz"),
    path("readyz", health.ReadyView.as_view(), name="readyz"),
    path("metrics", health.MetricsView.as_view(), name="metrics"),
    path("accounts/", include("station.urls_accounts")),
    path("api/", include("config.api")),
    path("admin/", admin.site.urls),
    path("", include("station.urls")),
    path("manage/", include("households.urls.venues")),
    path("households/", include("households.urls")),
    path("disputes/", include("disputes.urls")),
    path("patrols/", include("patrols.urls")),
    path("antifraud/", include("antifraud.urls")),
    path("inbox/", include("households.urls.inbox")),
    path("manage/inbox/", include("households.urls.inbox_manage")),
    path("manage/services/", include("households.urls.services_manage")),
    path("", include("households.urls.public")),
    path("", include("disputes.urls.public")),
    path("", include("patrols.urls.public")),
    path("", include("patrols.urls.apply")),
    path("", include("antifraud.urls.public_alerts")),
    path("", include("antifraud.urls.public_outreach")),
    path("", include("antifraud.urls.public_school")),
]

handler500 = "station.views.errors.server_error"
