"""Working days, as the office corrects them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that differs from the published calendar."""

    day = models.DateField(_("day"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    note = models.CharField(_("why"), max_length=120)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("calendar day")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"
