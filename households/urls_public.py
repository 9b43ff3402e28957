"""Pages for residents: no sign-in."""

from django.urls import path

from households.views import public, public_receipt, public_send

app_name = "public"

urlpatterns = [
    path("c/<str:token>/", public.FaceView.as_view(), name="card"),
    path("c/<str:token>/message/", public_send.MessageView.as_view(), name="message"),
    path("c/<str:token>/tip/", public_send.TipView.as_view(), name="tip"),
    path("r/", public_receipt.ReceiptView.as_view(), name="receipt"),
]
