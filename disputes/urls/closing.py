"""Addresses of what comes after the mediation."""

from django.urls import path

from disputes.views import closing

urlpatterns = [
    path(
        "<int:pk>/follow-up/",
        closing.FollowUpPlanView.as_view(),
        name="follow_up_plan",
    ),
    path(
        "follow-ups/<int:pk>/record/",
        closing.FollowUpRecordView.as_view(),
        name="follow_up_record",
    ),
    path("<int:pk>/review/", closing.ReviewView.as_view(), name="review"),
    path(
        "closing/<int:pk>/approve/",
        closing.ClosingApproveView.as_view(),
        name="closing_approve",
    ),
    path(
        "closing/<int:pk>/send-back/",
        closing.ClosingSendBackView.as_view(),
        name="closing_send_back",
    ),
]
