"""Addresses of alerts."""

from django.urls import path

from antifraud.views import alert_detail
from antifraud.views import alert_papers as papers
from antifraud.views import alert_steps as steps
from antifraud.views import alert_write as write
from antifraud.views import alerts as views
from station.views.list import list_paths

urlpatterns = [
    path("alerts/", views.AlertListView.as_view(), name="alert_list"),
    *list_paths("antifraud.alert", "alerts/"),
    path("alerts/new/", write.AlertCreateView.as_view(), name="alert_create"),
    path("alerts/read/", papers.AlertReadView.as_view(), name="alert_read"),
    path("alerts/<int:pk>/", alert_detail.AlertView.as_view(), name="alert_detail"),
    path("alerts/<int:pk>/edit/", write.AlertEditView.as_view(), name="alert_edit"),
    path(
        "alerts/<int:pk>/groups/",
        write.AlertChooseView.as_view(),
        name="alert_choose",
    ),
    path(
        "alerts/<int:pk>/submit/", steps.AlertSubmitView.as_view(), name="alert_submit"
    ),
    path(
        "alerts/<int:pk>/take-back/",
        steps.AlertTakeBackView.as_view(),
        name="alert_take_back",
    ),
    path(
        "alerts/<int:pk>/approve/",
        steps.AlertApproveView.as_view(),
        name="alert_approve",
    ),
    path(
        "alerts/<int:pk>/give-back/",
        steps.AlertGiveBackView.as_view(),
        name="alert_give_back",
    ),
    path(
        "alerts/<int:pk>/withdraw/",
        steps.AlertWithdrawView.as_view(),
        name="alert_withdraw",
    ),
    path("alerts/<int:pk>/texts/", papers.AlertTextsView.as_view(), name="alert_texts"),
    path(
        "alerts/<int:pk>/picture/",
        papers.AlertPictureView.as_view(),
        name="alert_picture",
    ),
    path(
        "alerts/<int:pk>/poster.pdf",
        papers.AlertPosterView.as_view(),
        name="alert_poster",
    ),
    path(
        "alerts/<int:pk>/poster.png",
        papers.PosterPictureView.as_view(),
        name="alert_poster_picture",
    ),
]
