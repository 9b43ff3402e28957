"""Addresses of what is looked for."""

from django.urls import path

from patrols.views import lookouts as views

urlpatterns = [
    path("lookouts/", views.LookoutListView.as_view(), name="lookout_list"),
    path("lookouts/<int:pk>/", views.LookoutView.as_view(), name="lookout_detail"),
    path(
        "lookouts/<int:pk>/seen/",
        views.LookoutSightView.as_view(),
        name="lookout_sight",
    ),
]
