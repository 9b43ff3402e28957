from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class StationConfig(AppConfig):
    name = "station"
    default = True

    def ready(self):
        from station import panels  # noqa: F401


class StationAdminConfig(SimpleAdminConfig):
    """The Django admin behind our own door, with our own models and no others.

    What Django and allauth would put there (groups, second factors with their
    secrets) is not looked for.
    """

    default = False
    default_site = "station.admin_site.StationAdminSite"

    def ready(self):
        super().ready()
        from station import admin  # noqa: F401
