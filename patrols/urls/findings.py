"""Addresses of findings."""

from django.urls import path

from patrols.views import finding_report, findings
from patrols.views import finding_steps as steps
from station.views.list import list_paths

urlpatterns = [
    path("findings/", findings.FindingListView.as_view(), name="finding_list"),
    *list_paths("patrols.finding", "findings/"),
    path(
        "findings/new/",
        finding_report.FindingReportView.as_view(),
        name="finding_create",
    ),
    path("findings/<int:pk>/", findings.FindingView.as_view(), name="finding_detail"),
    path(
        "findings/<int:pk>/correct/",
        steps.FindingCorrectView.as_view(),
        name="finding_correct",
    ),
    path(
        "findings/<int:pk>/pass-on/",
        steps.FindingPassOnView.as_view(),
        name="finding_pass_on",
    ),
    path(
        "findings/<int:pk>/take-back/",
        steps.FindingTakeBackView.as_view(),
        name="finding_take_back",
    ),
    path(
        "findings/<int:pk>/hand-over/",
        steps.FindingHandOverView.as_view(),
        name="finding_hand_over",
    ),
    path(
        "findings/<int:pk>/postpone/",
        steps.FindingPostponeView.as_view(),
        name="finding_postpone",
    ),
    path(
        "findings/<int:pk>/settle/",
        steps.FindingSettleView.as_view(),
        name="finding_settle",
    ),
    path(
        "findings/<int:pk>/reopen/",
        steps.FindingReopenView.as_view(),
        name="finding_reopen",
    ),
]
