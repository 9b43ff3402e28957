"""What stands behind the link of an alert: no sign-in."""

from django.urls import path

from antifraud.views import public_alerts as views

app_name = "alert_page"

urlpatterns = [
    path("a/<str:link>/", views.AlertPageView.as_view(), name="face"),
    path("a/<str:link>/picture/", views.AlertPictureView.as_view(), name="picture"),
]
