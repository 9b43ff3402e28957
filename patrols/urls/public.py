"""What stands behind the code of a patrol point: no sign-in."""

from django.urls import path

from patrols.views import public_point

app_name = "patrol_point"

urlpatterns = [
    path("p/<str:token>/", public_point.FaceView.as_view(), name="face"),
    path(
        "p/<str:token>/screen/<str:key>/",
        public_point.ScreenView.as_view(),
        name="screen",
    ),
]
