"""Addresses of waves."""

from django.urls import path

from antifraud.views import wave_settings as settings
from antifraud.views import waves as views
from station.views.list import list_paths

urlpatterns = [
    path("waves/", views.WaveListView.as_view(), name="wave_list"),
    *list_paths("antifraud.wave", "waves/"),
    path("waves/<int:pk>/", views.WaveView.as_view(), name="wave_detail"),
    path(
        "waves/<int:pk>/confirm/", views.WaveConfirmView.as_view(), name="wave_confirm"
    ),
    path(
        "waves/<int:pk>/dismiss/", views.WaveDismissView.as_view(), name="wave_dismiss"
    ),
    path("waves/settings/", settings.WaveSettingsView.as_view(), name="wave_settings"),
    path(
        "waves/settings/<int:pk>/",
        settings.WaveSettingEditView.as_view(),
        name="wave_setting_edit",
    ),
    path(
        "waves/settings/<int:pk>/drop/",
        settings.WaveSettingDropView.as_view(),
        name="wave_setting_drop",
    ),
]
