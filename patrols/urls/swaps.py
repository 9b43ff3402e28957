"""Addresses of swaps and of calendar feeds."""

from django.urls import path

from patrols.views import feeds, swaps
from station.views.list import list_paths

urlpatterns = [
    path("swaps/", swaps.SwapListView.as_view(), name="swap_list"),
    *list_paths("patrols.swap", "swaps/"),
    path(
        "shifts/places/<int:pk>/offer/",
        swaps.SwapOfferView.as_view(),
        name="swap_offer",
    ),
    *(
        path(f"swaps/<int:pk>/{verb}/", view.as_view(), name=f"swap_{verb}")
        for verb, view in {
            "take": swaps.SwapTakeView,
            "return": swaps.SwapReturnView,
            "withdraw": swaps.SwapWithdrawView,
            "approve": swaps.SwapApproveView,
            "refuse": swaps.SwapRefuseView,
        }.items()
    ),
    path("calendar/", feeds.FeedListView.as_view(), name="feed_list"),
    path("calendar/new/", feeds.FeedMakeView.as_view(), name="feed_make"),
    path("calendar/<int:pk>/end/", feeds.FeedRevokeView.as_view(), name="feed_revoke"),
    path("calendar/<str:token>.ics", feeds.FeedView.as_view(), name="feed"),
]
