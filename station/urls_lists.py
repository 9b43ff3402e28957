"""What one keeps of lists."""

from django.urls import path

from station.views import saved_filters as views

urlpatterns = [
    path("filters/", views.FilterCreateView.as_view(), name="filter_create"),
    path("filters/<int:pk>/", views.FilterEditView.as_view(), name="filter_edit"),
    path(
        "filters/<int:pk>/delete/",
        views.FilterDeleteView.as_view(),
        name="filter_delete",
    ),
    path(
        "filters/<int:pk>/refill/",
        views.FilterRefillView.as_view(),
        name="filter_refill",
    ),
    path("filters/<int:pk>/pin/", views.FilterPinView.as_view(), name="filter_pin"),
    path("columns/", views.ColumnsView.as_view(), name="columns"),
]
