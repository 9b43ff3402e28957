"""Address of the first page of anti-fraud work."""

from django.urls import path

from antifraud.views import overview as views

urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
]
