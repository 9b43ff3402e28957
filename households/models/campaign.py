"""Campaigns (百万警进千万家, 走百家门办百家事, visits before holidays)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.reach import ReachingQuerySet
from households.models.visit import Advice
from households.models.visit_rule import HouseholdKind
from station.models import Area, User, VersionedModel


class CampaignStage(models.TextChoices):
    """Where a campaign stands on a day."""

    COMING = "coming", _("not begun")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")


class CampaignQuerySet(ReachingQuerySet):
    """Campaigns asked for by day."""

    def at_stage(self, stage: str, *, on):
        """Those that have not begun, run, or are over on a day."""
        if stage == CampaignStage.RUNNING:
            return self.running(on=on)
        if stage == CampaignStage.COMING:
            return self.filter(from_on__gt=on, ended_at__isnull=True)
        return self.filter(Q(until_on__lt=on) | Q(ended_at__isnull=False))

    def running(self, *, on):
        return self.filter(from_on__lte=on, until_on__gte=on, ended_at__isnull=True)

    def for_list(self):
        return self.select_related("area", "made_by")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Campaign(VersionedModel):
    """For some weeks a share of the households of some kinds is to be visited.

    The goal is coverage: a second visit at the same door does not bring it nearer.
    """

    class Theme(models.TextChoices):
        MILLION = "million", _("A Million Officers into Ten Million Homes")
        HUNDRED = "hundred", _("Knock at a hundred doors, settle a hundred matters")
        HOLIDAY = "holiday", _("Visits before the holiday")
        SEASON = "season", _("Visits of the season")
        OTHER = "other", _("Another campaign")

    name = models.CharField(_("name of the campaign"), max_length=80)
    theme = models.CharField(_("kind of campaign"), max_length=8, choices=Theme)
    area = models.ForeignKey(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    kinds = ArrayField(
        models.CharField(max_length=24, choices=HouseholdKind),
        verbose_name=_("kinds of household"),
        default=list,
    )
    goal_percent = models.PositiveSmallIntegerField(
        _("goal: per cent of these households"), default=100
    )
    topics = models.TextField(_("what to talk about"), max_length=2000, blank=True)
    advice = ArrayField(
        models.CharField(max_length=10, choices=Advice),
        verbose_name=_("safety advice to give"),
        default=list,
        blank=True,
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    policy_resource = "campaign"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(goal_percent__range=(1, 100)),
                name="%(app_label)s_%(class)s_goal_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=HouseholdKind.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(advice__contained_by=Advice.values),
                name="%(app_label)s_%(class)s_advice_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    theme__in=["million", "hundred", "holiday", "season", "other"]
                ),
                name="%(app_label)s_%(class)s_theme_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["-until_on", "-id"], name="households_campaign_end"),
            models.Index(fields=["from_on", "id"], name="households_campaign_begin"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("households:campaign_detail", args=[self.pk])

    def is_running(self, *, on) -> bool:
        return self.stage(on=on) == CampaignStage.RUNNING

    def stage(self, *, on) -> CampaignStage:
        """Where it stands on a day."""
        if self.ended_at is not None or self.until_on < on:
            return CampaignStage.ENDED
        is_coming = self.from_on > on
        return CampaignStage.COMING if is_coming else CampaignStage.RUNNING
