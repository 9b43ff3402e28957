"""The partner's own link: no sign-in."""

from django.urls import path

from disputes.views.public_invitation import InvitationView

app_name = "partner"

urlpatterns = [path("j/<str:token>/", InvitationView.as_view(), name="invitation")]
