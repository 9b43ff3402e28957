"""Addresses under /manage/ of the kinds of venues and the checklists."""

from django.urls import path

from households.views import checklists, venues

app_name = "venues"

urlpatterns = [
    path("venues/", venues.KindListView.as_view(), name="kind_list"),
    path("venues/new/", venues.KindCreateView.as_view(), name="kind_create"),
    path("venues/<int:pk>/", venues.KindEditView.as_view(), name="kind_edit"),
    path("checklists/", checklists.ChecklistListView.as_view(), name="checklist_list"),
    path("checklists/adopt/", venues.AdoptView.as_view(), name="adopt"),
    path(
        "checklists/draft/",
        checklists.ChecklistDraftView.as_view(),
        name="checklist_draft",
    ),
    path(
        "checklists/<int:pk>/",
        checklists.ChecklistDetailView.as_view(),
        name="checklist_detail",
    ),
    path(
        "checklists/<int:pk>/publish/",
        checklists.ChecklistPublishView.as_view(),
        name="checklist_publish",
    ),
    path(
        "checklists/<int:pk>/items/new/",
        checklists.ItemCreateView.as_view(),
        name="item_create",
    ),
    path(
        "checklists/items/<int:pk>/",
        checklists.ItemEditView.as_view(),
        name="item_edit",
    ),
    path(
        "checklists/items/<int:pk>/drop/",
        checklists.ItemDropView.as_view(),
        name="item_drop",
    ),
]
