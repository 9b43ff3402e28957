"""Pages of the inbox addresses."""

from django.urls import path

from households.views import inbox

app_name = "inbox"

urlpatterns = [
    path("", inbox.InboxListView.as_view(), name="list"),
    path("<int:pk>/", inbox.MessageDetailView.as_view(), name="detail"),
    path("<int:pk>/answer/", inbox.MessageAnswerView.as_view(), name="answer"),
    path("<int:pk>/note/", inbox.MessageNoteView.as_view(), name="note"),
    path("<int:pk>/assign/", inbox.MessageAssignView.as_view(), name="assign"),
    path("<int:pk>/close/", inbox.MessageCloseView.as_view(), name="close"),
    path("<int:pk>/phone/", inbox.MessageRevealView.as_view(), name="phone"),
]
