"""Pages on which the chief decides about the inbox: limits, hours, other offices."""

from django.urls import path

from households.views import message_limits

app_name = "inbox_manage"

urlpatterns = [
    path("", message_limits.LimitsView.as_view(), name="limits"),
    path(
        "<int:pk>/limits/<slug:kind>/",
        message_limits.LimitEditView.as_view(),
        name="limit_edit",
    ),
    path("<int:pk>/hours/", message_limits.HoursEditView.as_view(), name="hours_edit"),
    path(
        "offices/new/", message_limits.OfficeCreateView.as_view(), name="office_create"
    ),
    path(
        "offices/<int:pk>/", message_limits.OfficeEditView.as_view(), name="office_edit"
    ),
]
