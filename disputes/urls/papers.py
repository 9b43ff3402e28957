"""Addresses of the papers of disputes."""

from django.urls import path

from disputes.views import paper_steps as steps
from disputes.views import papers as views

urlpatterns = [
    path("<int:pk>/papers/", views.PapersView.as_view(), name="papers"),
    path("<int:pk>/papers/<slug:kind>/", views.PrintView.as_view(), name="paper_print"),
    path(
        "<int:pk>/papers/<slug:kind>/new/",
        steps.PaperAddView.as_view(),
        name="paper_add",
    ),
    path("<int:pk>/dossier/", views.DossierView.as_view(), name="dossier"),
    path("<int:pk>/dossier/accept/", steps.AcceptView.as_view(), name="dossier_accept"),
    path("papers/<int:pk>/", views.PaperView.as_view(), name="paper_detail"),
    path("papers/<int:pk>/edit/", steps.PaperEditView.as_view(), name="paper_edit"),
    path("papers/<int:pk>/scans/", steps.PaperScansView.as_view(), name="paper_scans"),
    path("papers/<int:pk>/sign/", steps.PaperSignView.as_view(), name="paper_sign"),
    path(
        "papers/<int:pk>/set-aside/",
        steps.PaperSetAsideView.as_view(),
        name="paper_set_aside",
    ),
]
