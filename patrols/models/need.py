"""How much patrol a place needs: what a call weighs, and the chief's own hours."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.point import PatrolPoint
from patrols.workflow.coverage import EVERY_DAY, NeedSource
from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class NeedWeightQuerySet(ScopedQuerySet):
    """Weights asked for by their source and their days."""

    def own(self):
        return self.filter(source=NeedSource.OWN)

    def rates(self):
        """What a call or a finding weighs."""
        return self.exclude(source=NeedSource.OWN)

    def for_list(self):
        return self.select_related("area", "point")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class NeedWeight(VersionedModel):
    """Minutes of patrol wanted: for each call, each finding, or each week by itself.

    What a call and a finding weigh is set for an area and all below it, the nearest
    holds. The chief's own hours add up: the night market, the school gate.
    """

    source = models.CharField(_("counts"), max_length=8, choices=NeedSource)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    point = models.ForeignKey(
        PatrolPoint,
        verbose_name=_("patrol point"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="need_weights",
    )
    title = models.CharField(_("what for"), max_length=60, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days of the week"),
        default=list,
        blank=True,
    )
    from_hour = models.PositiveSmallIntegerField(_("from hour"), default=0)
    until_hour = models.PositiveSmallIntegerField(_("until hour"), default=24)
    minutes = models.PositiveSmallIntegerField(_("minutes of patrol"))
    # Only while it lasts: a fair, the harvest.
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = NeedWeightQuerySet.as_manager()

    policy_resource = "need_weight"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("weight of the need")
        verbose_name_plural = _("weights of the need")
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=NeedSource.values),
                name="%(app_label)s_%(class)s_source_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_hour__gt=F("from_hour"), until_hour__lte=24),
                name="%(app_label)s_%(class)s_hours_possible",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=600),
                name="%(app_label)s_%(class)s_minutes_possible",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(EVERY_DAY)),
                name="%(app_label)s_%(class)s_days_possible",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(from_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            # A rate is one figure for a place; hours of one's own say what for.
            models.CheckConstraint(
                condition=Q(source="own") & ~Q(title="") & ~Q(weekdays=[])
                | ~Q(source="own")
                & Q(
                    title="",
                    point__isnull=True,
                    weekdays=[],
                    from_hour=0,
                    until_hour=24,
                    from_on__isnull=True,
                    until_on__isnull=True,
                ),
                name="%(app_label)s_%(class)s_rate_or_hours",
            ),
            models.UniqueConstraint(
                fields=["area", "source"],
                condition=~Q(source="own"),
                name="%(app_label)s_%(class)s_rate_once_in_area",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "source", "id"], name="patrols_need_area"),
            models.Index(fields=["updated_at", "id"], name="patrols_need_upd"),
        ]

    def __str__(self):
        return self.title or str(self.get_source_display())

    def get_absolute_url(self):
        return reverse("patrols:need_list")

    @property
    def hours(self) -> list[int]:
        """The hours of the week it wants somebody: 0 is Monday at midnight."""
        span = range(self.from_hour, self.until_hour)
        return [day * 24 + hour for day in self.weekdays for hour in span]

    def holds_on(self, day) -> bool:
        started = self.from_on is None or self.from_on <= day
        return started and (self.until_on is None or day <= self.until_on)
