"""Addresses of the kinds of patrol."""

from django.urls import path

from patrols.views import kinds

urlpatterns = [
    path("kinds/", kinds.KindListView.as_view(), name="kind_list"),
    path("kinds/new/", kinds.KindCreateView.as_view(), name="kind_create"),
    path("kinds/<int:pk>/", kinds.KindView.as_view(), name="kind_detail"),
    path("kinds/<int:pk>/edit/", kinds.KindEditView.as_view(), name="kind_edit"),
    path("kinds/<int:pk>/line/", kinds.LineAddView.as_view(), name="kind_line_add"),
    path("kinds/lines/<int:pk>/", kinds.LineEditView.as_view(), name="kind_line_edit"),
]
