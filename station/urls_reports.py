"""Weekly and monthly reports."""

from django.urls import path

from station.views import report_steps as steps
from station.views import reports as views
from station.views.list import list_paths

urlpatterns = [
    path("reports/", views.ReportListView.as_view(), name="report_list"),
    *list_paths("station.report", "reports/"),
    path("reports/new/", steps.ReportAskView.as_view(), name="report_ask"),
    path("reports/<int:pk>/", views.ReportDetailView.as_view(), name="report_detail"),
    path("reports/<int:pk>/pdf/", views.ReportPdfView.as_view(), name="report_pdf"),
    path("reports/<int:pk>/xlsx/", views.ReportXlsxView.as_view(), name="report_xlsx"),
    path(
        "reports/<int:pk>/texts/", steps.ReportTextsView.as_view(), name="report_texts"
    ),
    path("reports/<int:pk>/sign/", steps.ReportSignView.as_view(), name="report_sign"),
    path(
        "reports/<int:pk>/sign-county/",
        steps.CountySignView.as_view(),
        name="report_sign_county",
    ),
    path(
        "reports/<int:pk>/count/", steps.ReportCountView.as_view(), name="report_count"
    ),
    path(
        "reports/<int:pk>/correct/",
        steps.ReportCorrectView.as_view(),
        name="report_correct",
    ),
    path("reports/<int:pk>/drop/", steps.ReportDropView.as_view(), name="report_drop"),
]
