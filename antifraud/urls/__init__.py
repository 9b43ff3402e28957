"""Addresses of the pages of anti-fraud work."""

from django.urls import include, path

app_name = "antifraud"

urlpatterns = [
    path("", include("antifraud.urls.overview")),
    path("", include("antifraud.urls.alerts")),
    path("", include("antifraud.urls.audiences")),
    path("", include("antifraud.urls.briefings")),
    path("", include("antifraud.urls.cases")),
    path("", include("antifraud.urls.dissuasions")),
    path("", include("antifraud.urls.outreach")),
    path("", include("antifraud.urls.reach")),
    path("", include("antifraud.urls.scam_types")),
    path("", include("antifraud.urls.school")),
    path("", include("antifraud.urls.sendings")),
    path("", include("antifraud.urls.waves")),
]
