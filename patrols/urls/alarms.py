"""Addresses of calls for help."""

from django.urls import path

from patrols.views import alarm_press as press
from patrols.views import alarms
from station.views.list import list_paths

urlpatterns = [
    path("alarm/", press.AlarmPressView.as_view(), name="alarm_press"),
    path("alarm/<int:pk>/", press.AlarmOwnView.as_view(), name="alarm_own"),
    path(
        "alarm/<int:pk>/mistake/",
        press.AlarmMistakeView.as_view(),
        name="alarm_mistake",
    ),
    path("alarms/", alarms.AlarmListView.as_view(), name="alarm_list"),
    *list_paths("patrols.alarm", "alarms/"),
    path("alarms/running/", alarms.AlarmBoardView.as_view(), name="alarm_board"),
    path("alarms/<int:pk>/", alarms.AlarmView.as_view(), name="alarm_detail"),
    path(
        "alarms/<int:pk>/phone/",
        alarms.AlarmPhoneView.as_view(),
        name="alarm_phone",
    ),
    path(
        "alarms/<int:pk>/answer/",
        alarms.AlarmAnswerView.as_view(),
        name="alarm_answer",
    ),
    path(
        "alarms/<int:pk>/settle/",
        alarms.AlarmSettleView.as_view(),
        name="alarm_settle",
    ),
]
