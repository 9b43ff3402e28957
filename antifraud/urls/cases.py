"""Addresses of fraud cases."""

from django.urls import path  # noqa: F401

urlpatterns = []
