"""What the chief writes: guides, service hours and the days that differ."""

from django.urls import path

from households.views import guides as guide_pages
from households.views import service_hours

app_name = "services"

urlpatterns = [
    path(
        "guides/new/",
        guide_pages.MatterCreateView.as_view(),
        name="matter_create",
    ),
    path("guides/adopt/", guide_pages.AdoptView.as_view(), name="guide_adopt"),
    path(
        "guides/matters/<int:pk>/",
        guide_pages.MatterRulesView.as_view(),
        name="matter_rules",
    ),
    path(
        "guides/matters/<int:pk>/edition/",
        guide_pages.EditionCreateView.as_view(),
        name="edition_create",
    ),
    path(
        "guides/<int:pk>/",
        guide_pages.GuideEditView.as_view(),
        name="guide_edit",
    ),
    path(
        "guides/<int:pk>/publish/",
        guide_pages.GuidePublishView.as_view(),
        name="guide_publish",
    ),
    path(
        "hours/new/",
        service_hours.HoursCreateView.as_view(),
        name="hours_create",
    ),
    path(
        "hours/<int:pk>/",
        service_hours.HoursEditView.as_view(),
        name="hours_edit",
    ),
    path(
        "hours/<int:pk>/drop/",
        service_hours.HoursDropView.as_view(),
        name="hours_drop",
    ),
    path(
        "hours/days/new/",
        service_hours.DayCreateView.as_view(),
        name="day_create",
    ),
    path(
        "hours/days/<int:pk>/clear/",
        service_hours.DayClearView.as_view(),
        name="day_clear",
    ),
]
