"""Pages of the inbox addresses."""

from django.urls import path

from households.views import handed, inbox, message_steps, messages, referrals
from station.views.list import list_paths

app_name = "inbox"

urlpatterns = [
    path("", inbox.InboxListView.as_view(), name="list"),
    *list_paths("households.message", ""),
    path("<int:pk>/", messages.MessageDetailView.as_view(), name="detail"),
    path("<int:pk>/answer/", message_steps.MessageAnswerView.as_view(), name="answer"),
    path("<int:pk>/note/", message_steps.MessageNoteView.as_view(), name="note"),
    path("<int:pk>/assign/", message_steps.MessageAssignView.as_view(), name="assign"),
    path("<int:pk>/pause/", message_steps.MessagePauseView.as_view(), name="pause"),
    path("<int:pk>/resume/", message_steps.MessageResumeView.as_view(), name="resume"),
    path("<int:pk>/reopen/", message_steps.MessageReopenView.as_view(), name="reopen"),
    path("<int:pk>/merge/", message_steps.MessageMergeView.as_view(), name="merge"),
    path(
        "<int:pk>/unmerge/", message_steps.MessageUnmergeView.as_view(), name="unmerge"
    ),
    path("handed/", handed.HandedListView.as_view(), name="handed"),
    path("handed/<int:pk>/", handed.HandedView.as_view(), name="handed_detail"),
    path(
        "handed/<int:pk>/accept/",
        handed.HandedAcceptView.as_view(),
        name="handed_accept",
    ),
    path(
        "handed/<int:pk>/answer/",
        handed.HandedAnswerView.as_view(),
        name="handed_answer",
    ),
    path("handed/<int:pk>/back/", handed.HandedBackView.as_view(), name="handed_back"),
    path("<int:pk>/refer/", referrals.ReferView.as_view(), name="refer"),
    path("<int:pk>/close/", message_steps.MessageCloseView.as_view(), name="close"),
    path("<int:pk>/phone/", messages.MessageRevealView.as_view(), name="phone"),
    path(
        "referrals/<int:pk>/answer/",
        referrals.ReferralAnswerView.as_view(),
        name="referral_answer",
    ),
    path(
        "referrals/<int:pk>/withdraw/",
        referrals.ReferralWithdrawView.as_view(),
        name="referral_withdraw",
    ),
]
