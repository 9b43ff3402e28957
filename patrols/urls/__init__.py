"""Addresses of the pages of patrols."""

from django.urls import include, path

app_name = "patrols"

urlpatterns = [
    path("", include("patrols.urls.mine")),
    path("", include("patrols.urls.volunteers")),
    path("", include("patrols.urls.teams")),
    path("", include("patrols.urls.thanks")),
    path("", include("patrols.urls.kinds")),
    path("", include("patrols.urls.points")),
    path("", include("patrols.urls.walk")),
    path("", include("patrols.urls.findings")),
    path("", include("patrols.urls.shifts")),
    path("", include("patrols.urls.coverage")),
    path("", include("patrols.urls.lookouts")),
    path("", include("patrols.urls.rosters")),
    path("", include("patrols.urls.alarms")),
]
