"""What stands behind the code of an event's poster: no sign-in."""

from django.urls import path

from antifraud.views import public_outreach

app_name = "outreach"

urlpatterns = [
    path("e/<str:link>/", public_outreach.OutreachFaceView.as_view(), name="face"),
    path(
        "e/<str:link>/event.ics",
        public_outreach.OutreachPublicFileView.as_view(),
        name="file",
    ),
]
