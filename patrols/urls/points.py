"""Addresses of patrol points and routes."""

from django.urls import path

from patrols.views import point_steps, points, routes
from station.views.list import list_paths

urlpatterns = [
    path("points/", points.PointListView.as_view(), name="point_list"),
    *list_paths("patrols.patrolpoint", "points/"),
    path("points/new/", points.PointCreateView.as_view(), name="point_create"),
    path("points/print/", point_steps.PointPrintView.as_view(), name="point_print"),
    path("points/<int:pk>/", points.PointView.as_view(), name="point_detail"),
    path("points/<int:pk>/edit/", points.PointEditView.as_view(), name="point_edit"),
    path(
        "points/<int:pk>/retire/",
        point_steps.PointRetireView.as_view(),
        name="point_retire",
    ),
    path(
        "points/<int:pk>/back/", point_steps.PointBackView.as_view(), name="point_back"
    ),
    path(
        "points/<int:pk>/renew/",
        point_steps.PointRenewView.as_view(),
        name="point_renew",
    ),
    path(
        "points/<int:pk>/screen/start/",
        point_steps.ScreenStartView.as_view(),
        name="screen_start",
    ),
    path(
        "points/<int:pk>/screen/stop/",
        point_steps.ScreenStopView.as_view(),
        name="screen_stop",
    ),
    path("routes/", routes.RouteListView.as_view(), name="route_list"),
    *list_paths("patrols.route", "routes/"),
    path("routes/new/", routes.RouteCreateView.as_view(), name="route_create"),
    path("routes/<int:pk>/", routes.RouteView.as_view(), name="route_detail"),
    path("routes/<int:pk>/edit/", routes.RouteEditView.as_view(), name="route_edit"),
]
