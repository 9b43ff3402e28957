"""Pages of the inbox addresses."""

from django.urls import path  # noqa: F401

app_name = "inbox"

urlpatterns = []
