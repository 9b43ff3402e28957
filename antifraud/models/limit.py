"""How much a group hears, and when it is left in peace (精准滴灌: targeted, not flooded)."""

from datetime import time

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AlertLimit(VersionedModel):
    """Caps and quiet hours for the groups of an area; the nearest area's hold."""

    area = models.OneToOneField(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        related_name="alert_limit",
    )
    audience_cap = models.PositiveSmallIntegerField(
        _("at most alerts to a group"), default=3
    )
    person_cap = models.PositiveSmallIntegerField(
        _("at most alerts to a person, over all groups"), default=4
    )
    period_days = models.PositiveSmallIntegerField(_("within days"), default=7)
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_until = models.TimeField(_("quiet until"), default=time(8))
    # Fraud takes no holidays: held only where the station says so.
    holds_holidays = models.BooleanField(_("nothing on public holidays"), default=False)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "alert_limit"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("limit of alerts")
        verbose_name_plural = _("limits of alerts")
        constraints = [
            models.CheckConstraint(
                condition=Q(audience_cap__gte=1, audience_cap__lte=50)
                & Q(person_cap__gte=1, person_cap__lte=50)
                & Q(period_days__gte=1, period_days__lte=31),
                name="%(app_label)s_%(class)s_within_reason",
            ),
            # Nobody's phone rings between ten and six but for what cannot wait.
            models.CheckConstraint(
                condition=Q(quiet_from__gte=time(17), quiet_from__lte=time(22))
                & Q(quiet_until__gte=time(6), quiet_until__lte=time(11)),
                name="%(app_label)s_%(class)s_night_is_quiet",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.area}"

    def get_absolute_url(self):
        return reverse("antifraud:alert_limits")
