"""Addresses of shifts, of the places on them, and of the limits of duty."""

from django.urls import path

from patrols.views import duty_limits, shift_steps, sign_ups
from patrols.views import shifts as views
from station.views.list import list_paths

urlpatterns = [
    path("shifts/", views.ShiftListView.as_view(), name="shift_list"),
    *list_paths("patrols.shift", "shifts/"),
    path("shifts/new/", shift_steps.ShiftCreateView.as_view(), name="shift_create"),
    path("shifts/<int:pk>/", views.ShiftView.as_view(), name="shift_detail"),
    path(
        "shifts/<int:pk>/edit/", shift_steps.ShiftEditView.as_view(), name="shift_edit"
    ),
    path(
        "shifts/<int:pk>/cancel/",
        shift_steps.ShiftCancelView.as_view(),
        name="shift_cancel",
    ),
    path(
        "shifts/<int:pk>/publish/",
        shift_steps.ShiftPublishView.as_view(),
        name="shift_publish",
    ),
    path(
        "shifts/<int:pk>/sign-up/",
        shift_steps.ShiftSignUpView.as_view(),
        name="shift_sign_up",
    ),
    path(
        "shifts/<int:pk>/propose/",
        shift_steps.ShiftProposeView.as_view(),
        name="shift_propose",
    ),
    *(
        path(f"shifts/places/<int:pk>/{verb}/", view.as_view(), name=f"sign_up_{verb}")
        for verb, view in {
            "accept": sign_ups.SignUpAcceptView,
            "decline": sign_ups.SignUpDeclineView,
            "withdraw": sign_ups.SignUpWithdrawView,
            "approve": sign_ups.SignUpApproveView,
            "refuse": sign_ups.SignUpRefuseView,
            "remove": sign_ups.SignUpRemoveView,
            "attend": sign_ups.SignUpAttendView,
        }.items()
    ),
    path("limits/", duty_limits.DutyLimitsView.as_view(), name="duty_limits"),
    path(
        "limits/<int:pk>/",
        duty_limits.DutyLimitsEditView.as_view(),
        name="duty_limits_edit",
    ),
    path(
        "limits/<int:pk>/drop/",
        duty_limits.DutyLimitsDropView.as_view(),
        name="duty_limits_drop",
    ),
]
