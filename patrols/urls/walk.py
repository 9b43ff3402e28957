"""Addresses of patrols and check-ins."""

from django.urls import path

from patrols.views import offline, patrol_steps, patrols, tracks, walk
from station.views.list import list_paths

urlpatterns = [
    path("walk/", offline.WalkView.as_view(), name="walk"),
    path("on/", walk.GoOnView.as_view(), name="duty_on"),
    path("off/", walk.GoOffView.as_view(), name="duty_off"),
    path("here/", walk.CheckInHereView.as_view(), name="check_in_here"),
    path("check-in/<str:token>/", walk.CheckInView.as_view(), name="check_in"),
    path("walked/", patrols.PatrolListView.as_view(), name="patrol_list"),
    *list_paths("patrols.patrol", "walked/"),
    path("walked/<int:pk>/", patrols.PatrolView.as_view(), name="patrol_detail"),
    path("walked/<int:pk>/end/", patrol_steps.EndForView.as_view(), name="patrol_end"),
    path(
        "walked/<int:pk>/vouch/",
        patrol_steps.ConfirmView.as_view(),
        name="check_in_confirm",
    ),
    path("walked/<int:pk>/track.gpx", tracks.TrackOutView.as_view(), name="track_out"),
    path("walked/<int:pk>/way/", tracks.TrackMapView.as_view(), name="track_map"),
    path("walked/<int:pk>/track/", tracks.TrackInView.as_view(), name="track_in"),
    path(
        "walked/<int:pk>/track/stop/",
        tracks.TrackStopView.as_view(),
        name="track_stop",
    ),
    path("check-ins/", patrols.CheckInListView.as_view(), name="check_in_list"),
    *list_paths("patrols.checkin", "check-ins/"),
    path(
        "check-ins/<int:pk>/strike/",
        patrol_steps.StrikeView.as_view(),
        name="check_in_strike",
    ),
]
