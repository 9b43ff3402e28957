"""Addresses of the pages of patrols."""

app_name = "patrols"

urlpatterns = []
