"""Signs of life of what runs in the background."""

from django.db import models


class Heartbeat(models.Model):
    """When a named process last did its round."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset()

    def __str__(self):
        return self.name
