"""Addresses of audiences and the alliance."""

from django.urls import path  # noqa: F401

urlpatterns = []
