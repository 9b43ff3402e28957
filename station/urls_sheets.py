"""Workbooks sent in."""

from django.urls import path

from station.views import sheets

urlpatterns = [
    path("sheets/", sheets.SheetListView.as_view(), name="sheet_list"),
    path("sheets/new/", sheets.SheetCreateView.as_view(), name="sheet_create"),
    path("sheets/template/", sheets.SheetTemplateView.as_view(), name="sheet_template"),
    path("sheets/<int:pk>/", sheets.SheetDetailView.as_view(), name="sheet_detail"),
    path(
        "sheets/<int:pk>/commit/", sheets.SheetCommitView.as_view(), name="sheet_commit"
    ),
    path("sheets/<int:pk>/retry/", sheets.SheetRetryView.as_view(), name="sheet_retry"),
    path(
        "sheets/<int:pk>/discard/",
        sheets.SheetDiscardView.as_view(),
        name="sheet_discard",
    ),
    path(
        "sheets/<int:pk>/refused/",
        sheets.SheetRefusedView.as_view(),
        name="sheet_refused",
    ),
]
