"""Pages of webhooks and their log."""

from django.urls import path

from station.views import webhook_deliveries as log
from station.views import webhooks

ONE = "manage/webhooks/<int:pk>/"
CALL = "manage/webhook-calls/<int:pk>/"
urlpatterns = [
    path(
        "manage/machines/<int:pk>/webhooks/new/",
        webhooks.WebhookCreateView.as_view(),
        name="webhook_create",
    ),
    path(ONE, webhooks.WebhookDetailView.as_view(), name="webhook_detail"),
    path(f"{ONE}edit/", webhooks.WebhookEditView.as_view(), name="webhook_edit"),
    path(f"{ONE}secret/", webhooks.WebhookRotateView.as_view(), name="webhook_rotate"),
    path(f"{ONE}pause/", webhooks.WebhookPauseView.as_view(), name="webhook_pause"),
    path(f"{ONE}resume/", webhooks.WebhookResumeView.as_view(), name="webhook_resume"),
    path(f"{ONE}test/", webhooks.WebhookTestView.as_view(), name="webhook_test"),
    path(f"{ONE}rewind/", webhooks.WebhookRewindView.as_view(), name="webhook_rewind"),
    path(f"{ONE}remove/", webhooks.WebhookEndView.as_view(), name="webhook_end"),
    path(
        f"{ONE}replay-failed/",
        webhooks.WebhookReplayFailedView.as_view(),
        name="webhook_replay_failed",
    ),
    path("manage/webhook-calls/", log.WebhookLogView.as_view(), name="webhook_log"),
    path(CALL, log.DeliveryDetailView.as_view(), name="webhook_delivery"),
    path(
        f"{CALL}replay/",
        log.DeliveryReplayView.as_view(),
        name="webhook_delivery_replay",
    ),
    path(f"{CALL}skip/", log.DeliverySkipView.as_view(), name="webhook_delivery_skip"),
]
