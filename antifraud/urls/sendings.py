"""Addresses of the sending of alerts."""

from django.urls import path  # noqa: F401

urlpatterns = []
