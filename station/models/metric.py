"""Rollups of metrics: what was counted, by area and day, ahead of every dashboard.

Nothing here is a record: triggers of the database write the differences of each change
as loose rows (``station.metrics.triggers``), a round folds them into cells of a day and
of a month for the area and everything it lies in, and whoever reads adds both. They can
be made anew at any time (``manage.py rebuild_rollups``).
"""

from django.db import models


class MetricCell(models.Model):
    """How many in an area, with all below it, on a day or in a month."""

    class Grain(models.TextChoices):
        DAY = "d", "day"
        MONTH = "m", "month"

    measure = models.CharField(max_length=90)  # the counted rows, “|” and the split
    area_id = models.BigIntegerField()
    grain = models.CharField(max_length=1, choices=Grain)
    day = models.DateField()  # of a month its first
    value = models.CharField(max_length=60, blank=True)  # the code of a split
    n = models.BigIntegerField()

    PERSONAL_FIELDS = frozenset()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_id", "measure", "grain", "day", "value"],
                include=["n"],
                name="%(app_label)s_%(class)s_once",
            )
        ]

    def __str__(self):
        return f"{self.measure} {self.day}"


class MetricLoose(models.Model):
    """A difference that a change made, until it is folded into the cells."""

    measure = models.CharField(max_length=90)
    area_id = models.BigIntegerField()
    day = models.DateField()
    value = models.CharField(max_length=60, blank=True)
    n = models.BigIntegerField()

    PERSONAL_FIELDS = frozenset()

    def __str__(self):
        return f"{self.measure} {self.day}"
