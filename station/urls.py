"""Pages of the ground floor."""

from django.urls import include, path

from station.views import (
    access,
    areas,
    attachments,
    calendar,
    dashboard,
    home,
    legal,
    look,
    machines,
    manual,
    maps,
    me,
    notices,
    outlines,
    people,
    portraits,
    pwa,
    reveal,
    rights,
    search,
    tokens,
    walls,
)
from station.views.list import list_paths

app_name = "station"


urlpatterns = [
    path(
        "attachments/<int:pk>/",
        attachments.AttachmentView.as_view(),
        name="attachment",
    ),
    path(
        "attachments/<int:pk>/small/",
        attachments.ThumbnailView.as_view(),
        name="thumbnail",
    ),
    path("manifest.webmanifest", pwa.ManifestView.as_view(), name="manifest"),
    path("sw.js", pwa.WorkerView.as_view(), name="service_worker"),
    path("offline/", pwa.OfflineView.as_view(), name="offline"),
    path("", home.MyDayView.as_view(), name="home"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("map/", maps.MapView.as_view(), name="map"),
    path("help/", manual.HelpContentsView.as_view(), name="help_contents"),
    path("help/figures/", manual.HelpFiguresView.as_view(), name="help_figures"),
    path("help/<slug:chapter>/", manual.HelpView.as_view(), name="help"),
    path(
        "search/open/<slug:source>/<int:pk>/",
        search.SearchOpenView.as_view(),
        name="search_open",
    ),
    path(
        "search/recent/forget/",
        search.RecentForgetView.as_view(),
        name="recent_forget",
    ),
    path(
        "search/saved/",
        search.SavedSearchCreateView.as_view(),
        name="saved_search_create",
    ),
    path(
        "search/saved/<int:pk>/delete/",
        search.SavedSearchDeleteView.as_view(),
        name="saved_search_delete",
    ),
    path("look/", look.LookView.as_view(), name="look"),
    path("language/", look.LanguageView.as_view(), name="language"),
    path("dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("dashboard/tasks/", dashboard.TasksView.as_view(), name="tasks"),
    path("dashboard/workload/", dashboard.WorkloadView.as_view(), name="workload"),
    path(
        "dashboard/groups/<slug:key>/",
        dashboard.GroupView.as_view(),
        name="figure_group",
    ),
    path("dashboard/walls/", walls.WallListView.as_view(), name="wall_list"),
    path("dashboard/walls/new/", walls.WallCreateView.as_view(), name="wall_create"),
    path("dashboard/walls/<int:pk>/end/", walls.WallEndView.as_view(), name="wall_end"),
    path("wall/<str:token>/", walls.WallView.as_view(), name="wall"),
    path("dashboard/<str:key>/", dashboard.MetricView.as_view(), name="metric"),
    path("areas/", areas.AreaRootView.as_view(), name="area_list"),
    path("areas/teams/", areas.TeamListView.as_view(), name="team_list"),
    path("areas/<int:pk>/", areas.AreaDetailView.as_view(), name="area_detail"),
    path("areas/<int:pk>/edit/", areas.AreaEditView.as_view(), name="area_edit"),
    path("areas/<int:pk>/grids/", areas.GridCreateView.as_view(), name="grid_create"),
    path(
        "areas/<int:pk>/outline/", outlines.OutlineView.as_view(), name="area_outline"
    ),
    path(
        "areas/<int:pk>/outline/remove/",
        outlines.OutlineRemoveView.as_view(),
        name="outline_remove",
    ),
    path("areas/<int:pk>/retire/", areas.AreaRetireView.as_view(), name="area_retire"),
    path("manage/rules/", legal.RuleListView.as_view(), name="rule_list"),
    path("manage/rules/new/", legal.LocalRuleView.as_view(), name="rule_local"),
    path("manage/rules/<int:pk>/", legal.RuleAmendView.as_view(), name="rule_amend"),
    path("manage/calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path(
        "manage/calendar/set/", calendar.CalendarSetView.as_view(), name="calendar_set"
    ),
    path(
        "manage/calendar/clear/",
        calendar.CalendarClearView.as_view(),
        name="calendar_clear",
    ),
    path("notices/", notices.NoticeListView.as_view(), name="notice_list"),
    path("notices/read/", notices.ReadAllView.as_view(), name="notices_read"),
    path("notices/<int:pk>/", notices.NoticeOpenView.as_view(), name="notice_open"),
    path("me/channels/", notices.ChannelsView.as_view(), name="channels"),
    path("me/channels/test/", notices.TestView.as_view(), name="channels_test"),
    path("me/channels/<slug:channel>/", notices.ChannelView.as_view(), name="channel"),
    path("me/", me.MeView.as_view(), name="me"),
    path("me/photo/", portraits.MyPortraitView.as_view(), name="my_portrait"),
    path(
        "manage/people/<int:pk>/photo/",
        portraits.PortraitView.as_view(),
        name="person_portrait",
    ),
    path("me/sign-ins/", me.SignInListView.as_view(), name="sign_ins"),
    path(
        "me/sign-ins/others/end/",
        me.OtherSessionsEndView.as_view(),
        name="sessions_end",
    ),
    path(
        "me/sign-ins/sessions/<int:pk>/end/",
        me.SessionEndView.as_view(),
        name="session_end",
    ),
    path(
        "me/sign-ins/devices/<int:pk>/forget/",
        me.DeviceForgetView.as_view(),
        name="device_forget",
    ),
    path("rights/", rights.RightsView.as_view(), name="rights"),
    path(
        "reveal/<str:label>/<int:pk>/<slug:field>/",
        reveal.RevealView.as_view(),
        name="reveal",
    ),
    *list_paths("station.user", "manage/people/"),
    path("manage/people/", people.PersonListView.as_view(), name="person_list"),
    path("manage/people/new/", people.PersonCreateView.as_view(), name="person_create"),
    path(
        "manage/people/<int:pk>/", people.PersonDetailView.as_view(), name="user_detail"
    ),
    path(
        "manage/people/<int:pk>/edit/",
        people.PersonEditView.as_view(),
        name="person_edit",
    ),
    path(
        "manage/people/<int:pk>/lock/",
        people.PersonLockView.as_view(),
        name="person_lock",
    ),
    path(
        "manage/people/<int:pk>/unlock/",
        people.PersonUnlockView.as_view(),
        name="person_unlock",
    ),
    path(
        "manage/people/<int:pk>/password/",
        people.PersonPasswordView.as_view(),
        name="person_password",
    ),
    path(
        "manage/people/<int:pk>/second-factor/",
        people.PersonFactorView.as_view(),
        name="person_factor",
    ),
    path("manage/posts/new/", people.PostCreateView.as_view(), name="post_create"),
    path("manage/posts/<int:pk>/end/", people.PostEndView.as_view(), name="post_end"),
    path(
        "manage/posts/<int:pk>/prolong/",
        people.PostProlongView.as_view(),
        name="post_prolong",
    ),
    path("manage/machines/", machines.MachineListView.as_view(), name="machine_list"),
    path(
        "manage/machines/new/",
        machines.MachineCreateView.as_view(),
        name="machine_create",
    ),
    path(
        "manage/machines/<int:pk>/",
        machines.MachineDetailView.as_view(),
        name="machine_detail",
    ),
    path(
        "manage/machines/<int:pk>/keys/new/",
        tokens.TokenCreateView.as_view(),
        name="token_create",
    ),
    path("manage/keys/<int:pk>/", tokens.TokenEditView.as_view(), name="token_edit"),
    path(
        "manage/keys/<int:pk>/replace/",
        tokens.TokenRotateView.as_view(),
        name="token_rotate",
    ),
    path(
        "manage/keys/<int:pk>/revoke/",
        tokens.TokenRevokeView.as_view(),
        name="token_revoke",
    ),
    path("manage/access/", access.AccessRecordListView.as_view(), name="access_list"),
    path("", include("station.urls_calls")),
    path("", include("station.urls_exports")),
    path("", include("station.urls_jobs")),
    path("", include("station.urls_lists")),
    path("", include("station.urls_reports")),
    path("", include("station.urls_sheets")),
    path("", include("station.urls_webhooks")),
]
