"""Call records, their screening, and the words it goes by."""

from django.urls import path

from station.views import calls, screening
from station.views import screening_terms as terms
from station.views.list import list_paths

urlpatterns = [
    *list_paths("station.callrecord", "calls/"),
    path("calls/", calls.CallListView.as_view(), name="call_list"),
    path("calls/<int:pk>/", calls.CallDetailView.as_view(), name="call_detail"),
    path("screening/", screening.ScreeningView.as_view(), name="screening"),
    path(
        "screening/<int:pk>/confirm/",
        screening.ConfirmView.as_view(),
        name="call_confirm",
    ),
    path(
        "screening/<int:pk>/correct/",
        screening.CorrectView.as_view(),
        name="call_correct",
    ),
    path(
        "screening/<int:pk>/reject/", screening.RejectView.as_view(), name="call_reject"
    ),
    path("screening/<int:pk>/undo/", screening.UndoView.as_view(), name="call_undo"),
    path("screening/terms/", terms.TermListView.as_view(), name="term_list"),
    path("screening/terms/new/", terms.TermCreateView.as_view(), name="term_create"),
    path("screening/terms/<int:pk>/", terms.TermEditView.as_view(), name="term_edit"),
    path(
        "screening/terms/<int:pk>/switch/",
        terms.TermSwitchView.as_view(),
        name="term_switch",
    ),
    path("screening/read-again/", screening.ReadAgainView.as_view(), name="read_again"),
]
