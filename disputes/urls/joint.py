"""Addresses of joint mediations, their invitations and undertakings."""

from django.urls import path

from disputes.views import (
    invitations,
    invited,
    joint,
    joint_steps,
    joint_templates,
    undertakings,
)
from station.views.list import list_paths

urlpatterns = [
    path("joint/", joint.JointListView.as_view(), name="joint_list"),
    *list_paths("disputes.jointmediation", "joint/"),
    path(
        "<int:pk>/joint/new/", joint.JointTemplatePickView.as_view(), name="joint_pick"
    ),
    path(
        "<int:pk>/joint/new/<int:template>/",
        joint.JointPlanView.as_view(),
        name="joint_create",
    ),
    path("joint/<int:pk>/", joint.JointView.as_view(), name="joint_detail"),
    path(
        "joint/<int:pk>/move/", joint_steps.JointMoveView.as_view(), name="joint_move"
    ),
    path(
        "joint/<int:pk>/call-off/",
        joint_steps.JointCallOffView.as_view(),
        name="joint_call_off",
    ),
    path(
        "joint/<int:pk>/hold/", joint_steps.JointHoldView.as_view(), name="joint_hold"
    ),
    path(
        "joint/<int:pk>/consent/",
        joint_steps.JointConsentView.as_view(),
        name="joint_consent",
    ),
    path(
        "joint/<int:pk>/invite/",
        invitations.InvitationCreateView.as_view(),
        name="invitation_create",
    ),
    path(
        "joint/<int:pk>/undertake/",
        undertakings.UndertakingCreateView.as_view(),
        name="undertaking_create",
    ),
    path(
        "joint/invitations/<int:pk>/letter/",
        invitations.InvitationSendView.as_view(),
        name="invitation_send",
    ),
    path(
        "joint/invitations/<int:pk>/answer/",
        invitations.InvitationAnswerView.as_view(),
        name="invitation_answer",
    ),
    path(
        "joint/invitations/<int:pk>/attendance/",
        invitations.InvitationAttendView.as_view(),
        name="invitation_attend",
    ),
    path(
        "joint/invitations/<int:pk>/revoke/",
        invitations.InvitationRevokeView.as_view(),
        name="invitation_revoke",
    ),
    path(
        "undertakings/<int:pk>/",
        undertakings.UndertakingView.as_view(),
        name="undertaking_detail",
    ),
    path(
        "undertakings/<int:pk>/done/",
        undertakings.UndertakingFinishView.as_view(),
        name="undertaking_finish",
    ),
    path(
        "undertakings/<int:pk>/not-kept/",
        undertakings.UndertakingFailView.as_view(),
        name="undertaking_fail",
    ),
    path(
        "joint/templates/",
        joint_templates.JointTemplateListView.as_view(),
        name="joint_template_list",
    ),
    path(
        "joint/templates/<int:pk>/",
        joint_templates.JointTemplateEditView.as_view(),
        name="joint_template_edit",
    ),
    path("invitations/", invited.InvitedListView.as_view(), name="invited"),
    path("invitations/<int:pk>/", invited.InvitedView.as_view(), name="invited_detail"),
    path(
        "invitations/<int:pk>/answer/",
        invited.InvitedAnswerView.as_view(),
        name="invited_answer",
    ),
    path(
        "invitations/<int:pk>/undertakings/<int:undertaking>/done/",
        invited.InvitedDoneView.as_view(),
        name="invited_done",
    ),
]
