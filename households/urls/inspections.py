"""Addresses of inspections, their rounds, and hazards."""

from django.urls import path

from households.views import (
    hazard_new,
    hazard_notices,
    hazard_steps,
    hazards,
    inspection_rounds,
    inspections,
    venues,
)
from station.views.list import list_paths

urlpatterns = [
    path(
        "inspections/", inspections.InspectionListView.as_view(), name="inspection_list"
    ),
    *list_paths("households.inspection", "inspections/"),
    *list_paths("households.hazard", "hazards/"),
    path(
        "inspections/coverage/",
        inspection_rounds.CoverageView.as_view(),
        name="inspection_coverage",
    ),
    path(
        "inspections/start/",
        inspection_rounds.RoundStartView.as_view(),
        name="inspection_start",
    ),
    path(
        "inspections/new/",
        inspections.InspectionFromView.as_view(),
        name="inspection_from",
    ),
    path(
        "inspections/<int:pk>/",
        inspections.InspectionDetailView.as_view(),
        name="inspection_detail",
    ),
    path(
        "inspections/<int:pk>/paper/",
        inspections.InspectionPaperView.as_view(),
        name="inspection_paper",
    ),
    path(
        "inspections/rounds/<int:pk>/",
        inspection_rounds.RoundDetailView.as_view(),
        name="inspection_round",
    ),
    path(
        "inspections/rounds/<int:pk>/finish/",
        inspection_rounds.RoundFinishView.as_view(),
        name="inspection_round_finish",
    ),
    path(
        "inspections/stops/<int:pk>/",
        inspection_rounds.StopView.as_view(),
        name="inspection_stop",
    ),
    path(
        "inspections/stops/<int:pk>/skip/",
        inspection_rounds.StopSkipView.as_view(),
        name="inspection_skip",
    ),
    path(
        "units/<int:pk>/inspect/",
        inspections.InspectionCreateView.as_view(),
        name="inspection_create",
    ),
    path("units/<int:pk>/venue/", venues.VenueEditView.as_view(), name="venue_edit"),
    path(
        "units/<int:pk>/hazards/new/",
        hazard_new.UnitHazardCreateView.as_view(),
        name="unit_hazard_create",
    ),
    path("hazards/", hazards.HazardListView.as_view(), name="hazard_list"),
    path("hazards/new/", hazard_new.HazardCreateView.as_view(), name="hazard_create"),
    path("hazards/<int:pk>/", hazards.HazardDetailView.as_view(), name="hazard_detail"),
    path(
        "hazards/<int:pk>/notify/",
        hazard_steps.HazardNotifyView.as_view(),
        name="hazard_notify",
    ),
    path(
        "hazards/<int:pk>/reported/",
        hazard_steps.HazardReportDoneView.as_view(),
        name="hazard_report_done",
    ),
    path(
        "hazards/<int:pk>/extend/",
        hazard_steps.HazardExtendView.as_view(),
        name="hazard_extend",
    ),
    path(
        "hazards/<int:pk>/reinspect/",
        hazard_steps.HazardReinspectView.as_view(),
        name="hazard_reinspect",
    ),
    path(
        "hazards/<int:pk>/transfer/",
        hazard_steps.HazardTransferView.as_view(),
        name="hazard_transfer",
    ),
    path(
        "hazards/<int:pk>/answer/",
        hazard_steps.HazardAnswerView.as_view(),
        name="hazard_answer",
    ),
    path(
        "hazards/<int:pk>/close/",
        hazard_steps.HazardCloseView.as_view(),
        name="hazard_close",
    ),
    path(
        "hazards/notices/<int:pk>/",
        hazard_notices.NoticeView.as_view(),
        name="hazard_notice",
    ),
    path(
        "hazards/notices/<int:pk>/paper/",
        hazard_notices.NoticePaperView.as_view(),
        name="hazard_notice_paper",
    ),
]
