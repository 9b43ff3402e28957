"""Pages for residents: no sign-in."""

from django.urls import path

from households.views import (
    public_face,
    public_receipt,
    public_send,
    public_services,
)

app_name = "public"

urlpatterns = [
    path("c/<str:token>/", public_face.FaceView.as_view(), name="card"),
    path("d/<str:token>/", public_face.PlateView.as_view(), name="plate"),
    path(
        "c/<str:token>/online/", public_face.DirectoryView.as_view(), name="directory"
    ),
    path("c/<str:token>/message/", public_send.MessageView.as_view(), name="message"),
    path("c/<str:token>/ask/", public_send.QuestionView.as_view(), name="question"),
    path("c/<str:token>/advice/", public_send.AdviceView.as_view(), name="advice"),
    path("c/<str:token>/help/", public_send.DistressView.as_view(), name="distress"),
    path("c/<str:token>/tip/", public_send.TipView.as_view(), name="tip"),
    path("c/<str:token>/guides/", public_services.GuidesView.as_view(), name="guides"),
    path(
        "c/<str:token>/guides/<slug:slug>/",
        public_services.GuideView.as_view(),
        name="guide",
    ),
    path(
        "c/<str:token>/service/",
        public_services.BookView.as_view(),
        name="service_book",
    ),
    path("r/", public_receipt.ReceiptView.as_view(), name="receipt"),
]
