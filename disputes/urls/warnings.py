"""Early warning and measures."""

from django.urls import path

from disputes.views import measures, warning_record, warning_signs, warnings
from station.views.list import list_paths

urlpatterns = [
    path("warnings/", warnings.WarningListView.as_view(), name="warning_list"),
    *list_paths("disputes.disputewarning", "warnings/"),
    path(
        "warnings/record/",
        warning_record.WarningRecordView.as_view(),
        name="warning_record",
    ),
    path(
        "warnings/signs/",
        warning_signs.SignListView.as_view(),
        name="warning_sign_list",
    ),
    path(
        "warnings/signs/<int:pk>/line/",
        warning_signs.LineEditView.as_view(),
        name="warning_line_edit",
    ),
    path(
        "warnings/signs/<int:pk>/<slug:code>/",
        warning_signs.SignEditView.as_view(),
        name="warning_sign_edit",
    ),
    path(
        "<int:pk>/warning/", warnings.WarningAnswerView.as_view(), name="warning_answer"
    ),
    path(
        "<int:pk>/turned-criminal/",
        warnings.CriminalTurnView.as_view(),
        name="turned_criminal",
    ),
    path("measures/", measures.MeasuresView.as_view(), name="measures"),
    path(
        "measures/export/",
        measures.MeasuresExportView.as_view(),
        name="measures_export",
    ),
]
