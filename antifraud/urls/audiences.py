"""Addresses of audiences and the alliance."""

from django.urls import path

from antifraud.views import allies, audience_detail, audience_members, audiences
from antifraud.views import audience_steps as steps
from station.views.list import list_paths

ONE = "audiences/<int:pk>/"
ALLY = "alliance/<int:pk>/"

urlpatterns = [
    path("audiences/", audiences.AudienceListView.as_view(), name="audience_list"),
    *list_paths("antifraud.audience", "audiences/"),
    path("audiences/new/", steps.AudienceCreateView.as_view(), name="audience_create"),
    path(ONE, audience_detail.AudienceView.as_view(), name="audience_detail"),
    path(f"{ONE}edit/", steps.AudienceEditView.as_view(), name="audience_edit"),
    path(f"{ONE}retire/", steps.AudienceRetireView.as_view(), name="audience_retire"),
    path(
        f"{ONE}bring-back/",
        steps.AudienceBringBackView.as_view(),
        name="audience_bring_back",
    ),
    path(f"{ONE}hand-on/", steps.AudienceHandOnView.as_view(), name="audience_hand_on"),
    path(
        f"{ONE}overlap/", steps.AudienceOverlapView.as_view(), name="audience_overlap"
    ),
    path(
        f"{ONE}members/",
        audience_members.MembersView.as_view(),
        name="audience_members",
    ),
    path(
        f"{ONE}members/add/",
        audience_members.MemberAddView.as_view(),
        name="audience_member_add",
    ),
    path(
        f"{ONE}members/area/",
        audience_members.MembersOfAreaView.as_view(),
        name="audience_members_area",
    ),
    path(
        f"{ONE}members/clear/",
        audience_members.MembersClearView.as_view(),
        name="audience_members_clear",
    ),
    path(
        "audiences/members/<int:pk>/remove/",
        audience_members.MemberRemoveView.as_view(),
        name="audience_member_remove",
    ),
    path("alliance/", allies.AllyListView.as_view(), name="ally_list"),
    *list_paths("antifraud.ally", "alliance/"),
    path("alliance/new/", allies.AllyCreateView.as_view(), name="ally_create"),
    path(ALLY, allies.AllyView.as_view(), name="ally_detail"),
    path(f"{ALLY}edit/", allies.AllyEditView.as_view(), name="ally_edit"),
    path(f"{ALLY}leave/", allies.AllyLeaveView.as_view(), name="ally_leave"),
    path(f"{ALLY}rejoin/", allies.AllyRejoinView.as_view(), name="ally_rejoin"),
]
