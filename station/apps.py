from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class StationConfig(AppConfig):
    name = "station"
    default = True

    def ready(self):
        from station import panels  # noqa: F401


class StationAdminConfig(AdminConfig):
    """The Django admin behind our own door."""

    default = False
    default_site = "station.admin_site.StationAdminSite"
