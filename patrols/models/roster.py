"""What comes back every week, and the periods rosters are published for."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.kind import PatrolKind
from patrols.models.point import Route
from patrols.models.team import Team
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.people import Skill
from patrols.workflow.rosters import PeriodStatus
from station.models import User, VersionedModel
from station.models.post import DateSpan


class OfTeam(OfLedTeam, VersionedModel):
    """Belongs to a team: whoever leads the team rosters it."""

    objects = TeamScopedQuerySet.as_manager()

    policy_resource = "roster"
    scope_area = "team__area_id"
    scope_member = "team_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        abstract = True


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RosterTemplate(OfTeam):
    """A shift that comes back every week: when, where, how many, who can."""

    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="roster_templates",
    )
    kind = models.ForeignKey(
        PatrolKind,
        verbose_name=_("kind of patrol"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    route = models.ForeignKey(
        Route,
        verbose_name=_("patrol route"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the week"))  # Monday is 0
    starts = models.TimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    needed = models.PositiveSmallIntegerField(_("people needed"), default=2)
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills one of them has"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("weekly shift")
        verbose_name_plural = _("weekly shifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6),
                name="%(app_label)s_%(class)s_weekday_possible",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=30, minutes__lte=720),
                name="%(app_label)s_%(class)s_minutes_possible",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=1, needed__lte=60),
                name="%(app_label)s_%(class)s_needed_possible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "weekday", "starts", "id"], name="patrols_template_week"
            ),
            models.Index(fields=["updated_at", "id"], name="patrols_template_upd"),
        ]

    def __str__(self):
        return f"{self.team} · {self.kind}"

    def get_absolute_url(self):
        return reverse("patrols:template_detail", args=[self.pk])


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RosterPeriod(OfTeam):
    """A week or a month of a team's roster: drafted, then published."""

    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="roster_periods",
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    status = models.CharField(
        _("status"), max_length=10, choices=PeriodStatus, default=PeriodStatus.DRAFT
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="draft",
                    published_at__isnull=True,
                    published_by__isnull=True,
                )
                | Q(
                    status="published",
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_published_iff_published",
            ),
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_no_overlap",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    (
                        DateSpan("from_on", "until_on", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-from_on", "id"], name="patrols_period_team"),
            models.Index(fields=["updated_at", "id"], name="patrols_period_upd"),
        ]

    def __str__(self):
        return f"{self.team} {self.from_on:%m-%d}–{self.until_on:%m-%d}"

    def get_absolute_url(self):
        return reverse("patrols:period_detail", args=[self.pk])
