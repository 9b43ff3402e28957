"""Business numbers people quote on the phone."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out in a series such as ``LY-620724108-2026``."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    PERSONAL_FIELDS = frozenset()

    def __str__(self):
        return f"{self.series}-{self.last:06d}"
