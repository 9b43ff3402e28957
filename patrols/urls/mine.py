"""Addresses of the volunteer's own pages."""

from django.urls import path

from patrols.views import mine

urlpatterns = [
    path("me/", mine.MineView.as_view(), name="mine"),
    path("me/data/", mine.OwnDataView.as_view(), name="own_data"),
    path("me/wishes/", mine.WishesView.as_view(), name="wishes"),
    path("me/wishes/<int:pk>/off/", mine.WishOffView.as_view(), name="wish_off"),
]
