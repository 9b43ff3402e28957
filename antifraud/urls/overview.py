"""Address of the first page of anti-fraud work."""

urlpatterns = []
