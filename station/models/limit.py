"""Limits that hold exactly, however many knock at once."""

from django.db import models


class RateBucket(models.Model):
    """How often one key came within its window; purged after a day."""

    key = models.BinaryField(max_length=32, primary_key=True)
    window_ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        indexes = [models.Index(fields=["window_ends_at"], name="station_bucket_end")]

    def __str__(self):
        return str(self.count)
