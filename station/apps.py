from django.apps import AppConfig


class StationConfig(AppConfig):
    name = "station"

    def ready(self):
        from station import panels  # noqa: F401
