"""Pages of boards, of cards that are no longer true, and of the directory."""

from django.urls import path

from households.views import boards, card_truth, online_services
from station.views.list import list_paths

urlpatterns = [
    path("cards/truth/", card_truth.CardTruthView.as_view(), name="card_truth"),
    path("cards/renew/", card_truth.OutdatedView.as_view(), name="card_outdated"),
    path(
        "cards/renew/export/",
        card_truth.OutdatedExportView.as_view(),
        name="card_outdated_export",
    ),
    path("boards/", boards.BoardListView.as_view(), name="board_list"),
    *list_paths("households.board", "boards/"),
    path("boards/new/", boards.BoardCreateView.as_view(), name="board_create"),
    path("boards/<int:pk>/", boards.BoardDetailView.as_view(), name="board_detail"),
    path("boards/<int:pk>/check/", boards.BoardCheckView.as_view(), name="board_check"),
    path("boards/<int:pk>/renew/", boards.BoardRenewView.as_view(), name="board_renew"),
    path(
        "boards/<int:pk>/take-down/",
        boards.BoardTakeDownView.as_view(),
        name="board_take_down",
    ),
    path(
        "online-services/",
        online_services.OnlineServiceListView.as_view(),
        name="online_service_list",
    ),
    path(
        "online-services/new/",
        online_services.OnlineServiceCreateView.as_view(),
        name="online_service_create",
    ),
    path(
        "online-services/common/",
        online_services.AdoptView.as_view(),
        name="online_service_adopt",
    ),
    path(
        "online-services/<int:pk>/edit/",
        online_services.OnlineServiceEditView.as_view(),
        name="online_service_edit",
    ),
]
