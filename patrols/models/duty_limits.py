"""How much a volunteer may do, and when: set by the station, kept by every sign-up."""

from datetime import time

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DutyLimits(VersionedModel):
    """Hours, rest and ages for the volunteers of an area; the nearest area's hold.

    No minor is ever on duty at night: that is the law's, not a setting's
    (未成年人保护法; 志愿服务条例, article 15).
    """

    area = models.OneToOneField(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        related_name="duty_limits",
    )
    hours_a_day = models.PositiveSmallIntegerField(
        _("at most hours in 24 hours"), default=6
    )
    hours_a_week = models.PositiveSmallIntegerField(
        _("at most hours a week"), default=16
    )
    rest_hours = models.PositiveSmallIntegerField(
        _("hours of rest between shifts"), default=10
    )
    night_from = models.TimeField(_("night begins"), default=time(22))
    night_until = models.TimeField(_("night ends"), default=time(6))
    youngest = models.PositiveSmallIntegerField(_("youngest age"), default=16)
    notice_hours = models.PositiveSmallIntegerField(
        _("who cancels says so hours before"), default=12
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "duty_limits"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("limits of duty")
        verbose_name_plural = _("limits of duty")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_a_day__gte=1, hours_a_day__lte=12)
                & Q(hours_a_week__gte=1, hours_a_week__lte=40)
                & Q(rest_hours__gte=8, rest_hours__lte=48)
                & Q(youngest__gte=14, youngest__lte=18)
                & Q(notice_hours__lte=168),
                name="%(app_label)s_%(class)s_within_reason",
            ),
            # Night may grow, never shrink below ten to six.
            models.CheckConstraint(
                condition=Q(night_from__lte=time(22), night_until__gte=time(6))
                & Q(night_from__gte=time(18), night_until__lte=time(9)),
                name="%(app_label)s_%(class)s_night_is_night",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.area}"

    def get_absolute_url(self):
        return reverse("patrols:duty_limits")
