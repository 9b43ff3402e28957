"""Shifts (班次): a time and a place with room for so many."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.kind import PatrolKind
from patrols.models.point import Route
from patrols.models.roster import RosterPeriod, RosterTemplate
from patrols.models.team import Team
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.people import Skill
from patrols.workflow.rosters import ShiftStatus
from station import phrasing
from station.models import Area, User, VersionedModel


class ShiftQuerySet(TeamScopedQuerySet):
    """Shifts asked for by time and by whether they stand."""

    def standing(self):
        """Published and not cancelled."""
        return self.filter(status=ShiftStatus.OPEN)

    def upcoming(self, *, at):
        return self.filter(ends_at__gt=at)

    def for_list(self):
        return self.select_related("team", "area", "kind", "route")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Shift(OfLedTeam, VersionedModel):
    """A time and a place with room for so many; whoever is on it stands in sign-ups."""

    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        PatrolKind,
        verbose_name=_("kind of patrol"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    route = models.ForeignKey(
        Route,
        verbose_name=_("patrol route"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    needed = models.PositiveSmallIntegerField(_("people needed"), default=2)
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills one of them has"),
        default=list,
        blank=True,
    )
    is_risky = models.BooleanField(_("carries personal risk"), default=False)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ShiftStatus, default=ShiftStatus.PLANNED
    )
    period = models.ForeignKey(
        RosterPeriod,
        verbose_name=_("roster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    template = models.ForeignKey(
        RosterTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(_("why cancelled"), max_length=200, blank=True)

    objects = ShiftQuerySet.as_manager()

    policy_resource = "shift"
    scope_area = "area_id"
    scope_member = "team_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=1, needed__lte=60),
                name="%(app_label)s_%(class)s_needed_possible",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ShiftStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="cancelled",
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                )
                | (
                    ~Q(status="cancelled")
                    & Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                ),
                name="%(app_label)s_%(class)s_cancelled_iff_cancelled",
            ),
            # One weekly shift makes one shift a day, however often a roster is filled.
            models.UniqueConstraint(
                fields=["template", "starts_at"],
                condition=Q(template__isnull=False),
                name="%(app_label)s_%(class)s_once_of_template",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "starts_at", "id"], name="patrols_shift_area"),
            models.Index(fields=["team", "starts_at", "id"], name="patrols_shift_team"),
            models.Index(fields=["updated_at", "id"], name="patrols_shift_upd"),
        ]

    def __str__(self):
        return f"{phrasing.in_full(self.starts_at)} · {self.place_name}"

    def get_absolute_url(self):
        return reverse("patrols:shift_detail", args=[self.pk])

    @property
    def place_name(self) -> str:
        """Where it is, in as few words as a list has room for."""
        if self.place:
            return self.place
        return self.route.name if self.route_id else self.area.name

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_standing(self) -> bool:
        return self.status == ShiftStatus.OPEN
