"""Pages of the households addresses."""

from django.urls import path

from households.views import cards, follow_ups

app_name = "households"

urlpatterns = [
    path("follow-ups/", follow_ups.FollowUpListView.as_view(), name="follow_up_list"),
    path(
        "<int:pk>/follow-ups/new/",
        follow_ups.FollowUpCreateView.as_view(),
        name="follow_up_create",
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
