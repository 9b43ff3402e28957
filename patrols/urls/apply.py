"""The door for whoever wants to patrol: no sign-in."""

from django.urls import path

from patrols.views.public_apply import ApplyView

app_name = "patrol_public"

urlpatterns = [path("v/<str:token>/", ApplyView.as_view(), name="apply")]
