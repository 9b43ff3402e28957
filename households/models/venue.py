"""Small venues (九小场所): their kinds and size limits are data of the office."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.workflow.inspections import Risk
from station.bilingual import Titled
from station.models import Mark, VersionedModel
from station.scoping import ScopedQuerySet


class Measure(models.TextChoices):
    """What the size of a venue is measured by."""

    FLOOR_AREA = "floor_area", _("Floor area (m²)")
    SEATS = "seats", _("Seats")
    BEDS = "beds", _("Beds")
    BOARDERS = "boarders", _("Boarding beds")
    PUPILS = "pupils", _("Pupils")
    HIGHEST_FLOOR = "highest_floor", _("Highest floor used")
    WORKERS = "workers", _("Workers")


class VenueKindQuerySet(ScopedQuerySet):
    def active(self):
        return self.filter(is_active=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VenueKind(Titled, VersionedModel):
    """A kind of small venue; local lists differ, so the office keeps its own."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    title_zh = models.CharField(_("Chinese name"), max_length=40)
    title_en = models.CharField(_("English name"), max_length=60, blank=True)
    is_nine = models.BooleanField(_("one of the nine kinds"), default=True)
    cycle_low = models.PositiveSmallIntegerField(
        _("days between inspections, low risk"), default=180
    )
    cycle_medium = models.PositiveSmallIntegerField(
        _("days between inspections, medium risk"), default=90
    )
    cycle_high = models.PositiveSmallIntegerField(
        _("days between inspections, high risk"), default=30
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    mark = models.CharField(_("certainty"), max_length=1, choices=Mark, default="O")
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = VenueKindQuerySet.as_manager()

    policy_resource = "venue_kind"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of venue")
        verbose_name_plural = _("kinds of venues")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cycle_low__gte=1, cycle_medium__gte=1, cycle_high__gte=1),
                name="%(app_label)s_%(class)s_cycles_positive",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values),
                name="%(app_label)s_%(class)s_mark_valid",
            ),
        ]

    def cycle(self, risk: str) -> int:
        """Days between two inspections at this risk."""
        return {
            Risk.LOW: self.cycle_low,
            Risk.MEDIUM: self.cycle_medium,
            Risk.HIGH: self.cycle_high,
        }[Risk(risk)]


class VenueLimit(models.Model):
    """Up to which size a venue of a kind is a small one, by one measure."""

    kind = models.ForeignKey(VenueKind, on_delete=models.CASCADE, related_name="limits")
    measure = models.CharField(_("measured by"), max_length=14, choices=Measure)
    most = models.PositiveIntegerField(_("at most"))

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("size limit")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "measure"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values),
                name="%(app_label)s_%(class)s_measure_valid",
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()} ≤ {self.most}"
