"""Pages of services, guides and documents taken home."""

from django.urls import path

from households.views import (
    deliveries,
    delivery_lists,
    delivery_steps,
    document_kinds,
    service_day,
    service_hours,
    service_new,
    services,
)
from households.views import guides as guide_pages
from households.views import service_steps as steps
from station.views.list import list_paths

urlpatterns = [
    *list_paths("households.servicerequest", "services/"),
    *list_paths("households.delivery", "deliveries/"),
    path("services/", services.ServiceListView.as_view(), name="service_list"),
    path("services/day/", service_day.ServiceDayView.as_view(), name="service_day"),
    path(
        "services/paper/", service_day.ServiceSheetView.as_view(), name="service_sheet"
    ),
    path(
        "services/new/", service_new.ServiceCreateView.as_view(), name="service_create"
    ),
    path(
        "services/<int:pk>/",
        services.ServiceDetailView.as_view(),
        name="service_detail",
    ),
    path(
        "services/<int:pk>/confirm/",
        steps.ConfirmView.as_view(),
        name="service_confirm",
    ),
    path("services/<int:pk>/move/", steps.MoveView.as_view(), name="service_move"),
    path(
        "services/<int:pk>/set-out/",
        steps.SetOutView.as_view(),
        name="service_set_out",
    ),
    path("services/<int:pk>/done/", steps.ServeView.as_view(), name="service_serve"),
    path(
        "services/<int:pk>/cannot/", steps.CannotView.as_view(), name="service_cannot"
    ),
    path(
        "services/<int:pk>/no-show/",
        steps.NoShowView.as_view(),
        name="service_no_show",
    ),
    path(
        "services/<int:pk>/cancel/", steps.CallOffView.as_view(), name="service_cancel"
    ),
    path(
        "services/<int:pk>/reassign/",
        steps.GiveView.as_view(),
        name="service_reassign",
    ),
    path(
        "document-kinds/",
        document_kinds.DocumentKindListView.as_view(),
        name="document_kind_list",
    ),
    path(
        "document-kinds/new/",
        document_kinds.DocumentKindCreateView.as_view(),
        name="document_kind_create",
    ),
    path(
        "document-kinds/<int:pk>/edit/",
        document_kinds.DocumentKindEditView.as_view(),
        name="document_kind_edit",
    ),
    path("guides/", guide_pages.GuideListView.as_view(), name="guide_list"),
    path(
        "guides/<int:pk>/", guide_pages.GuideDetailView.as_view(), name="guide_detail"
    ),
    path(
        "guides/matters/<int:pk>/",
        guide_pages.MatterDetailView.as_view(),
        name="matter_detail",
    ),
    path(
        "services/hours/", service_hours.HoursListView.as_view(), name="service_hours"
    ),
    path("deliveries/", deliveries.DeliveryListView.as_view(), name="delivery_list"),
    path(
        "deliveries/round/",
        deliveries.DeliveryRoundView.as_view(),
        name="delivery_round",
    ),
    path(
        "deliveries/new/",
        delivery_lists.DeliveryCreateView.as_view(),
        name="delivery_create",
    ),
    path(
        "deliveries/give-out/",
        delivery_lists.DeliveryGiveOutView.as_view(),
        name="delivery_give_out",
    ),
    path("deliveries/lists/", deliveries.BatchListView.as_view(), name="batch_list"),
    path(
        "deliveries/lists/new/",
        delivery_lists.BatchCreateView.as_view(),
        name="batch_create",
    ),
    path(
        "deliveries/lists/<int:pk>/",
        deliveries.BatchDetailView.as_view(),
        name="batch_detail",
    ),
    path(
        "deliveries/<int:pk>/",
        deliveries.DeliveryDetailView.as_view(),
        name="delivery_detail",
    ),
    path(
        "deliveries/<int:pk>/receipt/",
        deliveries.DeliveryReceiptView.as_view(),
        name="delivery_receipt",
    ),
    path(
        "deliveries/<int:pk>/hand-over/",
        delivery_steps.HandOverView.as_view(),
        name="delivery_hand_over",
    ),
    path(
        "deliveries/<int:pk>/return/",
        delivery_steps.BringBackView.as_view(),
        name="delivery_return",
    ),
    path(
        "deliveries/<int:pk>/back/",
        delivery_steps.TakeBackView.as_view(),
        name="delivery_back",
    ),
    path(
        "deliveries/<int:pk>/withdraw/",
        delivery_steps.WithdrawView.as_view(),
        name="delivery_withdraw",
    ),
]
