"""Pages for residents: no sign-in."""

from django.urls import path

from households.views import public

app_name = "public"

urlpatterns = [
    path("c/<str:token>/", public.FaceView.as_view(), name="card"),
    path("c/<str:token>/message/", public.MessageView.as_view(), name="message"),
    path("c/<str:token>/tip/", public.TipView.as_view(), name="tip"),
    path("r/", public.ReceiptView.as_view(), name="receipt"),
]
