"""Addresses of fraud cases."""

from django.urls import path

from antifraud.views import case_steps as steps
from antifraud.views import case_trend as trend
from antifraud.views import cases as views
from station.views.list import list_paths

ONE = "cases/<int:pk>/"
CONTACT = f"{ONE}contacts/<int:contact>/"

urlpatterns = [
    path("cases/", views.CaseListView.as_view(), name="case_list"),
    *list_paths("antifraud.fraudcase", "cases/"),
    path("cases/new/", views.CaseCreateView.as_view(), name="case_create"),
    path("cases/trend/", trend.TrendView.as_view(), name="case_trend"),
    path(
        "cases/trend/export/",
        trend.TrendExportView.as_view(),
        name="case_trend_export",
    ),
    path(ONE, views.CaseView.as_view(), name="case_detail"),
    path(f"{ONE}edit/", steps.CaseEditView.as_view(), name="case_edit"),
    path(f"{ONE}end/", steps.CaseEndView.as_view(), name="case_end"),
    path(f"{ONE}void/", steps.CaseVoidView.as_view(), name="case_void"),
    path(f"{ONE}reopen/", steps.CaseReopenView.as_view(), name="case_reopen"),
    path(f"{ONE}hand-over/", steps.CaseHandOverView.as_view(), name="case_hand_over"),
    path(f"{ONE}wish/", steps.CaseWishView.as_view(), name="case_wish"),
    path(f"{ONE}contacts/new/", steps.ContactPlanView.as_view(), name="contact_plan"),
    path(f"{CONTACT}move/", steps.ContactMoveView.as_view(), name="contact_move"),
    path(f"{CONTACT}done/", steps.ContactDoneView.as_view(), name="contact_done"),
    path(f"{CONTACT}off/", steps.ContactOffView.as_view(), name="contact_off"),
]
