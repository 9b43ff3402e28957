"""Addresses of the coverage of patrols, its weights and its gaps."""

from django.urls import path

from patrols.views import coverage, measures, needs
from patrols.views.coverage_cell import CoverageCellView

urlpatterns = [
    path("measures/", measures.MeasuresView.as_view(), name="measures"),
    path(
        "measures/export/",
        measures.MeasuresExportView.as_view(),
        name="measures_export",
    ),
    path("measures/parts/", measures.MeasurePartsView.as_view(), name="measure_parts"),
    path("coverage/", coverage.CoverageView.as_view(), name="coverage"),
    path(
        "coverage/export/",
        coverage.CoverageExportView.as_view(),
        name="coverage_export",
    ),
    path("coverage/gaps/", coverage.GapFillView.as_view(), name="gap_fill"),
    path(
        "coverage/<int:pk>/<int:hour>/",
        CoverageCellView.as_view(),
        name="coverage_cell",
    ),
    path("coverage/need/", needs.NeedListView.as_view(), name="need_list"),
    path("coverage/need/rate/", needs.NewRateView.as_view(), name="need_rate_new"),
    path("coverage/need/hours/", needs.NewHoursView.as_view(), name="need_hours_new"),
    path(
        "coverage/need/<int:pk>/edit/", needs.NeedEditView.as_view(), name="need_edit"
    ),
    path(
        "coverage/need/<int:pk>/drop/", needs.NeedDropView.as_view(), name="need_drop"
    ),
]
