"""Pages of the households addresses."""

from django.urls import path  # noqa: F401

app_name = "households"

urlpatterns = []
