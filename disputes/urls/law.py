"""Addresses of the legal track, the clocks and the sittings."""

from django.urls import path

from disputes.views import law, mediations, on_the_spot

urlpatterns = [
    path("on-the-spot/", on_the_spot.SpotView.as_view(), name="on_the_spot"),
    path("<int:pk>/track/", law.AssessView.as_view(), name="track"),
    path("<int:pk>/track/explain/", law.ExplainView.as_view(), name="track_explain"),
    path("<int:pk>/clocks/new/", law.ClockStartView.as_view(), name="clock_start"),
    path("clocks/<int:pk>/pause/", law.ClockPauseView.as_view(), name="clock_pause"),
    path("clocks/<int:pk>/resume/", law.ClockResumeView.as_view(), name="clock_resume"),
    path("clocks/<int:pk>/extend/", law.ClockExtendView.as_view(), name="clock_extend"),
    path("clocks/<int:pk>/stop/", law.ClockStopView.as_view(), name="clock_stop"),
    path(
        "<int:pk>/sittings/new/", mediations.PlanView.as_view(), name="mediation_plan"
    ),
    path(
        "sittings/<int:pk>/",
        mediations.SittingDetailView.as_view(),
        name="mediation_detail",
    ),
    path(
        "sittings/<int:pk>/hold/", mediations.HoldView.as_view(), name="mediation_hold"
    ),
    path(
        "sittings/<int:pk>/call-off/",
        mediations.CallOffView.as_view(),
        name="mediation_call_off",
    ),
]
