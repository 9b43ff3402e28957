from django.apps import AppConfig


class AntifraudConfig(AppConfig):
    name = "antifraud"

    def ready(self):
        from antifraud import panels  # noqa: F401
