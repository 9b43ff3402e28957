from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.db.models.signals import post_migrate


class StationConfig(AppConfig):
    name = "station"
    default = True

    def ready(self):
        from station import leaving, panels, watching  # noqa: F401
        from station.metrics import after_migrations

        post_migrate.connect(watching.watch, sender=self, dispatch_uid="watching")
        post_migrate.connect(leaving.watch, sender=self, dispatch_uid="leaving")
        post_migrate.connect(
            after_migrations.prepare, sender=self, dispatch_uid="rollups"
        )


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
