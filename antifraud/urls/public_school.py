"""What stands behind the code on the door of a session: no sign-in."""

from django.urls import path

from antifraud.views import public_school

app_name = "school_public"

urlpatterns = [
    path("s/<str:token>/", public_school.ComeView.as_view(), name="session"),
    path("s/<str:token>/quiz/", public_school.QuizView.as_view(), name="quiz"),
]
