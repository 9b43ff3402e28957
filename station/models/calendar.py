"""Working days, as the office corrects them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from station.models.area import Area


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


class OfficeHours(models.Model):
    """When a station works on a working day; without a row the setting holds."""

    station = models.OneToOneField(
        Area,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="+",
    )
    morning_from = models.TimeField(_("morning from"))
    morning_until = models.TimeField(_("morning until"))
    afternoon_from = models.TimeField(_("afternoon from"))
    afternoon_until = models.TimeField(_("afternoon until"))

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(morning_from__lt=F("morning_until"))
                & Q(morning_until__lte=F("afternoon_from"))
                & Q(afternoon_from__lt=F("afternoon_until")),
                name="%(app_label)s_%(class)s_in_order",
            )
        ]

    def __str__(self):
        return str(self.station)

    @property
    def spans(self):
        """The two stretches of a working day."""
        return (
            (self.morning_from, self.morning_until),
            (self.afternoon_from, self.afternoon_until),
        )
