"""What to talk about in the fields, by crop and time of the year (田间警务)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.models.reach import ReachingQuerySet
from households.models.visit import MONTH_DAY, Advice
from station.models import Area, VersionedModel


class CropSeasonQuerySet(ReachingQuerySet):
    """Seasons asked for by the day of the year."""

    def on_day(self, on):
        """Those that cover a day; one may run across the new year."""
        day = f"{on:%m-%d}"
        within = Q(
            Q(from_day__lte=models.F("until_day")),
            Q(from_day__lte=day, until_day__gte=day),
        )
        across = Q(from_day__gt=models.F("until_day")) & (
            Q(from_day__lte=day) | Q(until_day__gte=day)
        )
        return self.filter(within | across)

    def for_list(self):
        return self.select_related("area")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CropSeason(VersionedModel):
    """Sowing, watering, harvest: what goes wrong then, and what to advise."""

    area = models.ForeignKey(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    crop = models.CharField(_("crop and work"), max_length=60)
    from_day = models.CharField(
        _("each year from"), max_length=5, validators=[MONTH_DAY]
    )
    until_day = models.CharField(
        _("each year until"), max_length=5, validators=[MONTH_DAY]
    )
    advice = ArrayField(
        models.CharField(max_length=10, choices=Advice),
        verbose_name=_("safety advice to give"),
        default=list,
        blank=True,
    )
    advice_zh = models.TextField(_("advice in Chinese"), max_length=1000)
    advice_en = models.TextField(_("advice in English"), max_length=1000, blank=True)

    objects = CropSeasonQuerySet.as_manager()

    policy_resource = "crop_season"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("crop season")
        verbose_name_plural = _("crop seasons")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "crop"],
                name="%(app_label)s_%(class)s_crop_once_per_area",
            ),
            models.CheckConstraint(
                condition=Q(advice__contained_by=Advice.values),
                name="%(app_label)s_%(class)s_advice_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["from_day", "id"], name="households_season_from"),
            models.Index(fields=["crop", "id"], name="households_season_crop"),
        ]

    def __str__(self):
        return self.crop

    def get_absolute_url(self):
        return reverse("households:crop_season_edit", args=[self.pk])

    @property
    def advice_text(self) -> str:
        """In the reader's language, else as it was written."""
        is_chinese = (get_language() or "").startswith("zh")
        return self.advice_zh if is_chinese else self.advice_en or self.advice_zh
