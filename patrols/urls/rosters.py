"""Addresses of rosters and of weekly shifts."""

from django.urls import include, path

from patrols.views import proposals, roster_steps, roster_templates
from patrols.views import rosters as views
from station.views.list import list_paths

urlpatterns = [
    path("rosters/", views.PeriodListView.as_view(), name="period_list"),
    *list_paths("patrols.rosterperiod", "rosters/"),
    path("rosters/new/", roster_steps.PeriodCreateView.as_view(), name="period_create"),
    path("rosters/<int:pk>/", views.PeriodView.as_view(), name="period_detail"),
    *(
        path(f"rosters/<int:pk>/{verb}/", view.as_view(), name=f"period_{verb}")
        for verb, view in {
            "fill": roster_steps.PeriodFillView,
            "publish": roster_steps.PeriodPublishView,
            "discard": roster_steps.PeriodDiscardView,
            "propose": proposals.ProposeView,
        }.items()
    ),
    path(
        "rosters/weekly/",
        roster_templates.TemplateListView.as_view(),
        name="template_list",
    ),
    *list_paths("patrols.rostertemplate", "rosters/weekly/"),
    path(
        "rosters/weekly/new/",
        roster_templates.TemplateCreateView.as_view(),
        name="template_create",
    ),
    path(
        "rosters/weekly/<int:pk>/",
        roster_templates.TemplateView.as_view(),
        name="template_detail",
    ),
    path(
        "rosters/weekly/<int:pk>/edit/",
        roster_templates.TemplateEditView.as_view(),
        name="template_edit",
    ),
    path(
        "rosters/proposals/<int:pk>/",
        proposals.ProposalView.as_view(),
        name="proposal_detail",
    ),
    path(
        "rosters/proposals/<int:pk>/people/<int:volunteer>/",
        proposals.ProposalPersonView.as_view(),
        name="proposal_person",
    ),
    path(
        "rosters/proposals/<int:pk>/accept/",
        proposals.ProposalAcceptView.as_view(),
        name="proposal_accept",
    ),
    path(
        "rosters/proposals/<int:pk>/drop/",
        proposals.ProposalDropView.as_view(),
        name="proposal_drop",
    ),
    path("", include("patrols.urls.swaps")),
]
