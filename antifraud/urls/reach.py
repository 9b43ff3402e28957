"""Addresses of reach and effect."""

from django.urls import path

from antifraud.views import reach as views

urlpatterns = [
    path("reach/", views.ReachView.as_view(), name="reach"),
]
