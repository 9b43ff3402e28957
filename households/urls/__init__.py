"""Pages of the households addresses."""

from django.urls import include, path

from households.views import (
    cards,
    doors,
    follow_ups,
    households,
    residents,
    units,
    visit_steps,
    visits,
)
from station.views.list import list_paths

app_name = "households"

urlpatterns = [
    path("", include("households.urls.care")),
    path("", include("households.urls.imports")),
    path("", include("households.urls.inspections")),
    path("", include("households.urls.offline")),
    path("", include("households.urls.boards")),
    path("", include("households.urls.plates")),
    path("", include("households.urls.rounds")),
    path("", include("households.urls.services")),
    path("", households.HouseholdListView.as_view(), name="list"),
    *list_paths("households.household"),
    path("new/", households.HouseholdCreateView.as_view(), name="create"),
    path("<int:pk>/", households.HouseholdDetailView.as_view(), name="detail"),
    path("<int:pk>/edit/", households.HouseholdEditView.as_view(), name="edit"),
    path("<int:pk>/leave/", households.HouseholdLeaveView.as_view(), name="leave"),
    path("<int:pk>/address/", doors.AddressEditView.as_view(), name="address_edit"),
    path("<int:pk>/housing/", doors.HousingEditView.as_view(), name="housing_edit"),
    path("<int:pk>/visit/", visits.VisitCreateView.as_view(), name="visit_create"),
    path(
        "<int:pk>/residents/new/",
        residents.ResidentCreateView.as_view(),
        name="resident_create",
    ),
    path("residents/", residents.ResidentListView.as_view(), name="resident_list"),
    *list_paths("households.resident", "residents/"),
    path(
        "residents/<int:pk>/",
        residents.ResidentDetailView.as_view(),
        name="resident_detail",
    ),
    path(
        "residents/<int:pk>/edit/",
        residents.ResidentEditView.as_view(),
        name="resident_edit",
    ),
    path(
        "residents/<int:pk>/leave/",
        residents.ResidentLeaveView.as_view(),
        name="resident_leave",
    ),
    path(
        "residents/<int:pk>/move/",
        residents.ResidentMoveView.as_view(),
        name="resident_move",
    ),
    path(
        "residents/<int:pk>/head/",
        residents.ResidentHeadView.as_view(),
        name="resident_head",
    ),
    *list_paths("households.visit", "visits/"),
    path("visits/", visits.VisitListView.as_view(), name="visit_list"),
    path("visits/new/", visits.VisitPickView.as_view(), name="visit_pick"),
    path("visits/<int:pk>/", visits.VisitDetailView.as_view(), name="visit_detail"),
    path(
        "visits/<int:pk>/edit/", visit_steps.VisitEditView.as_view(), name="visit_edit"
    ),
    path(
        "visits/<int:pk>/correct/",
        visit_steps.VisitCorrectView.as_view(),
        name="visit_correct",
    ),
    path(
        "visits/<int:pk>/confirm/",
        visit_steps.VisitConfirmView.as_view(),
        name="visit_confirm",
    ),
    path(
        "visits/<int:pk>/send-back/",
        visit_steps.VisitSendBackView.as_view(),
        name="visit_send_back",
    ),
    path(
        "visits/<int:pk>/photos/",
        visit_steps.VisitPhotosView.as_view(),
        name="visit_photos",
    ),
    *list_paths("households.unit", "units/"),
    path("units/", units.UnitListView.as_view(), name="unit_list"),
    path("units/new/", units.UnitCreateView.as_view(), name="unit_create"),
    path("units/<int:pk>/", units.UnitDetailView.as_view(), name="unit_detail"),
    path("units/<int:pk>/edit/", units.UnitEditView.as_view(), name="unit_edit"),
    path("units/<int:pk>/close/", units.UnitCloseView.as_view(), name="unit_close"),
    *list_paths("households.followup", "follow-ups/"),
    path("follow-ups/", follow_ups.FollowUpListView.as_view(), name="follow_up_list"),
    path(
        "<int:pk>/follow-ups/new/",
        follow_ups.FollowUpCreateView.as_view(),
        name="follow_up_create",
    ),
    path(
        "units/<int:pk>/follow-ups/new/",
        follow_ups.UnitFollowUpCreateView.as_view(),
        name="unit_follow_up_create",
    ),
    path(
        "follow-ups/new/",
        follow_ups.FollowUpFromView.as_view(),
        name="follow_up_from",
    ),
    path(
        "follow-ups/<int:pk>/",
        follow_ups.FollowUpDetailView.as_view(),
        name="follow_up_detail",
    ),
    path(
        "follow-ups/<int:pk>/done/",
        follow_ups.FollowUpDoneView.as_view(),
        name="follow_up_done",
    ),
    path(
        "follow-ups/<int:pk>/move/",
        follow_ups.FollowUpMoveView.as_view(),
        name="follow_up_move",
    ),
    path(
        "follow-ups/<int:pk>/cancel/",
        follow_ups.FollowUpCancelView.as_view(),
        name="follow_up_cancel",
    ),
    path(
        "follow-ups/<int:pk>/reassign/",
        follow_ups.FollowUpReassignView.as_view(),
        name="follow_up_reassign",
    ),
    path(
        "follow-ups/<int:pk>/tick/",
        follow_ups.FollowUpTickView.as_view(),
        name="follow_up_tick",
    ),
    path(
        "follow-ups/<int:pk>/undo/",
        follow_ups.FollowUpUndoView.as_view(),
        name="follow_up_undo",
    ),
    path("cards/", cards.CardListView.as_view(), name="card_list"),
    path("cards/list/", cards.CardRegisterView.as_view(), name="card_register"),
    *list_paths("households.contactcard", "cards/"),
    path("cards/issue/", cards.CardIssueView.as_view(), name="card_issue"),
    path("cards/<int:pk>/", cards.CardDetailView.as_view(), name="card_detail"),
    path(
        "cards/<int:pk>/replace/", cards.CardReplaceView.as_view(), name="card_replace"
    ),
    path("cards/<int:pk>/revoke/", cards.CardRevokeView.as_view(), name="card_revoke"),
    path(
        "cards/<int:pk>/print/<slug:kind>.pdf",
        cards.CardPaperView.as_view(),
        name="card_paper",
    ),
    path("<int:pk>/card/", cards.CardHandOverView.as_view(), name="card_hand_over"),
]
