"""Addresses of the police school."""

from django.urls import path  # noqa: F401

urlpatterns = []
