"""Addresses of teams and of who is in them."""

from django.urls import path

from patrols.views import team_steps as steps
from patrols.views import teams as views
from station.views.list import list_paths

urlpatterns = [
    path("teams/", views.TeamListView.as_view(), name="team_list"),
    *list_paths("patrols.team", "teams/"),
    path("teams/new/", steps.TeamCreateView.as_view(), name="team_create"),
    path("teams/<int:pk>/", views.TeamView.as_view(), name="team_detail"),
    path("teams/<int:pk>/edit/", steps.TeamEditView.as_view(), name="team_edit"),
    path(
        "teams/<int:pk>/dissolve/",
        steps.TeamDissolveView.as_view(),
        name="team_dissolve",
    ),
    path("teams/<int:pk>/join/", steps.TeamJoinView.as_view(), name="team_join"),
    path(
        "teams/members/<int:pk>/role/",
        steps.MemberRoleView.as_view(),
        name="member_role",
    ),
    path(
        "teams/members/<int:pk>/leave/",
        steps.MemberLeaveView.as_view(),
        name="member_leave",
    ),
]
