"""Pages of the ground floor."""

from django.urls import path

from station.views import areas, home, look, notices, search

app_name = "station"

urlpatterns = [
    path("", home.MyDayView.as_view(), name="home"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("look/", look.LookView.as_view(), name="look"),
    path("language/", look.LanguageView.as_view(), name="language"),
    path("areas/", areas.AreaRootView.as_view(), name="area_list"),
    path("areas/<int:pk>/", areas.AreaDetailView.as_view(), name="area_detail"),
    path("areas/<int:pk>/edit/", areas.AreaEditView.as_view(), name="area_edit"),
    path("areas/<int:pk>/grids/", areas.GridCreateView.as_view(), name="grid_create"),
    path("areas/<int:pk>/retire/", areas.AreaRetireView.as_view(), name="area_retire"),
    path("notices/", notices.NoticeListView.as_view(), name="notice_list"),
    path("notices/read/", notices.ReadAllView.as_view(), name="notices_read"),
    path("notices/<int:pk>/", notices.NoticeOpenView.as_view(), name="notice_open"),
    path("me/channels/", notices.ChannelsView.as_view(), name="channels"),
    path("me/channels/test/", notices.TestView.as_view(), name="channels_test"),
    path("me/channels/<slug:channel>/", notices.ChannelView.as_view(), name="channel"),
]
