"""A day's round (今日走访): which doors, in which order, and why each."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.visit import Visit
from households.workflow.rounds import RoundState
from station import phrasing
from station.models import Area, TimeStampedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class Reason(models.TextChoices):
    """Why a household is on the round."""

    CARRIED = "carried", _("Left over from last time")
    FOLLOW_UP = "follow_up", _("Follow-up due")
    OVERDUE = "overdue", _("Visit overdue")
    NEVER = "never", _("Never visited")
    NEW = "new", _("Newly moved in")
    CAMPAIGN = "campaign", _("Campaign")
    CARE = "care", _("Cared-for household")
    DUE = "due", _("Visit due soon")
    CHOSEN = "chosen", _("Put on by hand")


class RoundQuerySet(ScopedQuerySet):
    """Rounds asked for by person and day."""

    def of(self, officer: User, *, on):
        return self.filter(officer=officer, on=on)

    def of_days(self, officer: User, days):
        return self.filter(officer=officer, on__in=list(days))

    def for_list(self):
        return self.select_related("officer", "area")

    def with_progress(self):
        """How many doors, how many done and passed, counted row by row."""
        stops = RoundStop.objects.filter(round=OuterRef("pk"))
        return self.annotate(
            doors=_counted(stops),
            done=_counted(stops.filter(visited__isnull=False)),
            skipped=_counted(stops.exclude(skipped_reason="")),
        )


def _counted(stops) -> Coalesce:
    counted = stops.order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Round(VersionedModel):
    """The doors one officer means to knock at on one day."""

    officer = models.ForeignKey(
        User, verbose_name=_("who goes"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("day"))
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=RoundState, default=RoundState.PLANNED
    )
    made_by = models.ForeignKey(
        User, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    policy_resource = "round"
    scope_area = "area_id"
    scope_own = "officer_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "on"],
                name="%(app_label)s_%(class)s_one_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False)
                | (~Q(state="done") & Q(finished_at__isnull=True)),
                name="%(app_label)s_%(class)s_finished_iff_done",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-on", "-id"], name="households_round_area"),
            models.Index(fields=["updated_at", "id"], name="households_round_upd"),
            models.Index(fields=["on", "id"], name="households_round_day"),
        ]

    def __str__(self):
        return f"{self.officer.name} · {phrasing.date_in_full(self.on)}"

    def get_absolute_url(self):
        return reverse("households:round_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state != RoundState.DONE


class RoundStopQuerySet(models.QuerySet):
    """Doors of rounds asked for by what happened there."""

    def open(self):
        return self.filter(visited__isnull=True, skipped_reason="")

    def in_order(self):
        return self.order_by("order", "pk")


class RoundStop(TimeStampedModel):
    """One door of a round: ticked by a visit, or passed with a reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stops")
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        related_name="stops",
    )
    order = models.PositiveSmallIntegerField(_("order"))
    reasons = ArrayField(
        models.CharField(max_length=10, choices=Reason),
        verbose_name=_("why"),
        default=list,
        blank=True,
    )
    visited = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="stops"
    )
    skipped_reason = models.CharField(_("why not"), max_length=120, blank=True)
    carried_from = models.DateField(_("left over from"), null=True, blank=True)

    objects = RoundStopQuerySet.as_manager()

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("door of a round")
        verbose_name_plural = _("doors of rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "household"],
                name="%(app_label)s_%(class)s_household_once",
            ),
            models.CheckConstraint(
                condition=Q(visited__isnull=True) | Q(skipped_reason=""),
                name="%(app_label)s_%(class)s_visited_or_skipped",
            ),
            models.CheckConstraint(
                condition=Q(reasons__contained_by=Reason.values),
                name="%(app_label)s_%(class)s_reasons_valid",
            ),
        ]
        indexes = [models.Index(F("round"), F("order"), name="households_stop_order")]

    def __str__(self):
        return f"{self.round_id}.{self.order}"

    @property
    def is_open(self) -> bool:
        return self.visited_id is None and not self.skipped_reason
