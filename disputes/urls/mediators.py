"""Addresses of mediators, committees, and of choosing a mediator."""

from django.urls import path

from disputes.views import assignments, committees, mediator_facts, mediator_steps
from disputes.views import mediators as views
from station.views.list import list_paths

urlpatterns = [
    path("mediators/", views.MediatorListView.as_view(), name="mediator_list"),
    *list_paths("disputes.mediator", "mediators/"),
    path(
        "mediators/new/",
        mediator_steps.MediatorCreateView.as_view(),
        name="mediator_create",
    ),
    path("mediators/<int:pk>/", views.MediatorView.as_view(), name="mediator_detail"),
    path(
        "mediators/<int:pk>/edit/",
        mediator_steps.MediatorEditView.as_view(),
        name="mediator_edit",
    ),
    path(
        "mediators/<int:pk>/end/",
        mediator_steps.MediatorEndView.as_view(),
        name="mediator_end",
    ),
    path(
        "mediators/<int:pk>/training/",
        mediator_facts.TrainingAddView.as_view(),
        name="mediator_training",
    ),
    path(
        "mediators/<int:pk>/absence/",
        mediator_facts.AbsenceAddView.as_view(),
        name="mediator_absence",
    ),
    path(
        "mediators/<int:pk>/tie/",
        mediator_facts.TieAddView.as_view(),
        name="mediator_tie",
    ),
    path(
        "mediators/absences/<int:pk>/cancel/",
        mediator_facts.AbsenceCancelView.as_view(),
        name="absence_cancel",
    ),
    path(
        "mediators/ties/<int:pk>/remove/",
        mediator_facts.TieRemoveView.as_view(),
        name="tie_remove",
    ),
    path("committees/", committees.CommitteeListView.as_view(), name="committee_list"),
    *list_paths("disputes.committee", "committees/"),
    path(
        "committees/new/",
        committees.CommitteeCreateView.as_view(),
        name="committee_create",
    ),
    path(
        "committees/<int:pk>/",
        committees.CommitteeView.as_view(),
        name="committee_detail",
    ),
    path(
        "committees/<int:pk>/edit/",
        committees.CommitteeEditView.as_view(),
        name="committee_edit",
    ),
    path(
        "committees/<int:pk>/member/",
        committees.SeatAddView.as_view(),
        name="seat_add",
    ),
    path(
        "committees/members/<int:pk>/leave/",
        committees.SeatLeaveView.as_view(),
        name="seat_leave",
    ),
    path(
        "<int:pk>/mediator/",
        assignments.MediatorChoiceView.as_view(),
        name="mediator_choice",
    ),
    path(
        "<int:pk>/mediator/<int:mediator>/assign/",
        assignments.MediatorAssignView.as_view(),
        name="mediator_assign",
    ),
    path(
        "<int:pk>/mediator/<int:mediator>/object/",
        assignments.MediatorObjectView.as_view(),
        name="mediator_object",
    ),
    path(
        "<int:pk>/mediator/release/",
        assignments.MediatorReleaseView.as_view(),
        name="mediator_release",
    ),
    path(
        "<int:pk>/mediator/recuse/",
        assignments.MediatorRecuseView.as_view(),
        name="mediator_recuse",
    ),
]
