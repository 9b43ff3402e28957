"""Addresses of the volunteer's own pages."""

from django.urls import path

from patrols.views import mine

urlpatterns = [
    path("me/", mine.MineView.as_view(), name="mine"),
]
