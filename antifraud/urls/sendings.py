"""Addresses of the sending of alerts, and of its limits."""

from django.urls import path

from antifraud.views import alert_limits as limits
from antifraud.views import sending_steps as steps
from antifraud.views import sendings as views
from station.views.list import list_paths

urlpatterns = [
    path("sendings/", views.SendingListView.as_view(), name="sending_list"),
    *list_paths("antifraud.alertsending", "sendings/"),
    path("sendings/<int:pk>/", views.SendingView.as_view(), name="sending_detail"),
    path(
        "sendings/<int:pk>/handed-over/",
        steps.HandedOverView.as_view(),
        name="sending_handed_over",
    ),
    path(
        "sendings/<int:pk>/override/",
        steps.SendingOverrideView.as_view(),
        name="sending_override",
    ),
    path(
        "sendings/<int:pk>/try-again/",
        steps.SendingTryAgainView.as_view(),
        name="sending_try_again",
    ),
    path(
        "sendings/<int:pk>/arrived/",
        steps.SendingArrivedView.as_view(),
        name="sending_arrived",
    ),
    path(
        "sendings/<int:pk>/call-off/",
        steps.SendingCallOffView.as_view(),
        name="sending_call_off",
    ),
    path(
        "alerts/<int:pk>/hand-over/",
        steps.HandOverView.as_view(),
        name="alert_hand_over",
    ),
    path("limits/", limits.AlertLimitsView.as_view(), name="alert_limits"),
    path(
        "limits/<int:pk>/",
        limits.AlertLimitsEditView.as_view(),
        name="alert_limits_edit",
    ),
    path(
        "limits/<int:pk>/drop/",
        limits.AlertLimitsDropView.as_view(),
        name="alert_limits_drop",
    ),
]
