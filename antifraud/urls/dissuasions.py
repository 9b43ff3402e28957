"""Addresses of dissuasions."""

from django.urls import path

from antifraud.views import dissuasion_steps as steps
from antifraud.views import dissuasions as views
from station.views.list import list_paths

STEPS = {
    "answer": steps.DissuasionAnswerView,
    "try": steps.DissuasionTryView,
    "settle": steps.DissuasionSettleView,
    "hand_over": steps.DissuasionHandOverView,
    "correct": steps.DissuasionCorrectView,
}

urlpatterns = [
    path("dissuasions/", views.DissuasionListView.as_view(), name="dissuasion_list"),
    *list_paths("antifraud.dissuasion", "dissuasions/"),
    path(
        "dissuasions/running/",
        views.DissuasionBoardView.as_view(),
        name="dissuasion_board",
    ),
    path(
        "dissuasions/new/",
        steps.DissuasionCreateView.as_view(),
        name="dissuasion_create",
    ),
    path(
        "dissuasions/<int:pk>/",
        views.DissuasionView.as_view(),
        name="dissuasion_detail",
    ),
    *(
        path(
            f"dissuasions/<int:pk>/{name.replace('_', '-')}/",
            view.as_view(),
            name=f"dissuasion_{name}",
        )
        for name, view in STEPS.items()
    ),
]
