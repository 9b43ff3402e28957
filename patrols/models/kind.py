"""Kinds of patrol (巡防种类): streets, school runs, forests, waters, fields."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.visit import MONTH_DAY
from patrols.workflow.people import Skill
from station import phrasing
from station.bilingual import Titled
from station.models import VersionedModel
from station.scoping import ScopedQuerySet


class PatrolKindQuerySet(ScopedQuerySet):
    """Kinds asked for by whether they are in use."""

    def in_use(self):
        return self.filter(is_active=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PatrolKind(Titled, VersionedModel):
    """A kind of patrol: its season, what it asks of volunteers, what is looked at."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title_zh = models.CharField(_("Chinese name"), max_length=40)
    title_en = models.CharField(_("English name"), max_length=60, blank=True)
    icon = models.SlugField(_("icon"), max_length=30, default="walk")
    # No risky duty without insurance and fitness (志愿服务条例, articles 15 and 17).
    is_risky = models.BooleanField(_("carries personal risk"), default=False)
    from_day = models.CharField(
        _("each year from"), max_length=5, blank=True, validators=[MONTH_DAY]
    )
    until_day = models.CharField(
        _("each year until"), max_length=5, blank=True, validators=[MONTH_DAY]
    )
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills one of each shift has"),
        default=list,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PatrolKindQuerySet.as_manager()

    policy_resource = "patrol_kind"
    scope_area = None  # the same everywhere
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of patrol")
        verbose_name_plural = _("kinds of patrol")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(from_day="") & Q(until_day=""))
                | (~Q(from_day="") & ~Q(until_day="")),
                name="%(app_label)s_%(class)s_season_whole",
            ),
        ]

    def get_absolute_url(self):
        return reverse("patrols:kind_detail", args=[self.pk])

    @property
    def season(self) -> str:
        """From when until when each year; nothing for a kind of the whole year."""
        if not self.from_day:
            return ""
        from_on, until_on = map(phrasing.month_day, (self.from_day, self.until_day))
        return f"{from_on} – {until_on}"

    def is_in_season(self, *, on) -> bool:
        """A kind without a season is always in season; one may run across New Year."""
        if not self.from_day:
            return True
        day = f"{on:%m-%d}"
        if self.from_day <= self.until_day:
            return self.from_day <= day <= self.until_day
        return day >= self.from_day or day <= self.until_day


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class KindCheck(Titled, VersionedModel):
    """A line of the checklist of a kind: what is looked at on the way."""

    kind = models.ForeignKey(
        PatrolKind, on_delete=models.PROTECT, related_name="checks"
    )
    title_zh = models.CharField(_("Chinese text"), max_length=80)
    title_en = models.CharField(_("English text"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "patrol_kind"
    scope_area = None  # the same everywhere
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("line of a patrol's checklist")
        verbose_name_plural = _("lines of patrols' checklists")
        ordering = ["position", "pk"]

    def get_absolute_url(self):
        return reverse("patrols:kind_detail", args=[self.kind_id])
