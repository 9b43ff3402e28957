"""Addresses of the register of volunteers."""

from django.urls import path

from patrols.views import volunteer_detail as detail
from patrols.views import volunteer_facts as facts
from patrols.views import volunteer_steps as steps
from patrols.views import volunteers as views
from station.views.list import list_paths

urlpatterns = [
    path("volunteers/", views.VolunteerListView.as_view(), name="volunteer_list"),
    *list_paths("patrols.volunteer", "volunteers/"),
    path(
        "volunteers/new/", steps.VolunteerCreateView.as_view(), name="volunteer_create"
    ),
    path(
        "volunteers/<int:pk>/", detail.VolunteerView.as_view(), name="volunteer_detail"
    ),
    path(
        "volunteers/<int:pk>/edit/",
        steps.VolunteerEditView.as_view(),
        name="volunteer_edit",
    ),
    path(
        "volunteers/<int:pk>/accept/",
        steps.VolunteerAcceptView.as_view(),
        name="volunteer_accept",
    ),
    path(
        "volunteers/<int:pk>/guardian/",
        steps.VolunteerGuardianView.as_view(),
        name="volunteer_guardian",
    ),
    path(
        "volunteers/<int:pk>/refuse/",
        steps.VolunteerRefuseView.as_view(),
        name="volunteer_refuse",
    ),
    path(
        "volunteers/<int:pk>/account/",
        steps.VolunteerAccountView.as_view(),
        name="volunteer_account",
    ),
    path(
        "volunteers/<int:pk>/rest/",
        steps.VolunteerRestView.as_view(),
        name="volunteer_rest",
    ),
    path(
        "volunteers/<int:pk>/resume/",
        steps.VolunteerResumeView.as_view(),
        name="volunteer_resume",
    ),
    path(
        "volunteers/<int:pk>/leave/",
        steps.VolunteerLeaveView.as_view(),
        name="volunteer_leave",
    ),
    path(
        "volunteers/<int:pk>/reapply/",
        steps.VolunteerReapplyView.as_view(),
        name="volunteer_reapply",
    ),
    path(
        "volunteers/<int:pk>/training/",
        facts.TrainingAddView.as_view(),
        name="training_add",
    ),
    path(
        "volunteers/<int:pk>/insurance/",
        facts.InsuranceAddView.as_view(),
        name="insurance_add",
    ),
    path(
        "volunteers/<int:pk>/equipment/",
        facts.EquipmentAddView.as_view(),
        name="equipment_add",
    ),
    path(
        "volunteers/equipment/<int:pk>/back/",
        facts.EquipmentBackView.as_view(),
        name="equipment_back",
    ),
    path(
        "volunteers/trainings/<int:pk>/strike/",
        facts.TrainingStrikeView.as_view(),
        name="training_strike",
    ),
    path(
        "volunteers/insurances/<int:pk>/strike/",
        facts.InsuranceStrikeView.as_view(),
        name="insurance_strike",
    ),
]
