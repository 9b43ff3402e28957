"""Rounds of briefings: who was never told, to be visited in the next days."""

import pghistory
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.briefing import Briefing
from antifraud.models.scam_type import ScamType
from antifraud.workflow.briefing_rounds import RoundStatus
from households.models import Advice, Household, Visit
from station import phrasing
from station.models import Area, User, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class BriefingRoundQuerySet(ScopedQuerySet):
    """Rounds asked for by whether they go on, and how far they came."""

    def open(self):
        return self.filter(status=RoundStatus.OPEN)

    def for_list(self):
        return self.select_related("area", "officer").with_progress()

    def with_progress(self):
        """``doors`` and how many of them were ``told`` since the round was planned."""
        stops = BriefingStop.objects.filter(of_round=OuterRef("pk"))
        return self.annotate(doors=_counted(stops), told=_counted(stops.told()))


def _counted(stops) -> Coalesce:
    rows = stops.order_by().values("of_round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(rows, output_field=models.IntegerField()), 0)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BriefingRound(VersionedModel):
    """An officer means to speak to these households about fraud in the next days."""

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        User, verbose_name=_("who goes"), on_delete=models.PROTECT, related_name="+"
    )
    # Whom it is about, in words: “18 to 25 · Lodger”.
    whom = models.CharField(_("whom"), max_length=200, blank=True)
    scam_types = models.ManyToManyField(
        ScamType, verbose_name=_("what to explain"), related_name="+", blank=True
    )
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    planned_by = models.ForeignKey(
        User, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(_("planned"))
    status = models.CharField(
        _("state"), max_length=10, choices=RoundStatus, default=RoundStatus.OPEN
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_note = models.CharField(_("how it went"), max_length=300, blank=True)

    objects = BriefingRoundQuerySet.as_manager()

    policy_resource = "briefing_round"
    scope_area = "area_id"
    scope_own = "officer_id"
    PERSONAL_FIELDS = frozenset({"end_note"})

    class Meta:
        verbose_name = _("round of briefings")
        verbose_name_plural = _("rounds of briefings")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RoundStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="%(app_label)s_%(class)s_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status="open", ended_at__isnull=True, ended_by__isnull=True)
                | (
                    ~Q(status="open")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-first_on", "-id"], name="antifraud_round_area"
            ),
            models.Index(fields=["officer", "last_on"], name="antifraud_round_officer"),
            models.Index(
                fields=["last_on"],
                name="antifraud_round_open",
                condition=Q(status="open"),
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_round_upd"),
        ]

    def __str__(self):
        return f"{self.area.name} · {phrasing.date_in_full(self.first_on)}"

    def get_absolute_url(self):
        return reverse("antifraud:briefing_round_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == RoundStatus.OPEN


class BriefingStopQuerySet(models.QuerySet):
    """Doors of rounds asked for by whether anybody was told there since."""

    def told(self):
        return self.with_told().filter(is_told=True)

    def left(self):
        return self.with_told().filter(is_told=False)

    def with_told(self):
        """A briefing, or fraud advice at a confirmed visit, since it was planned."""
        home, since = OuterRef("household"), OuterRef("of_round__planned_at")
        briefed = Briefing.objects.standing().filter(
            household=home, briefed_at__gte=since
        )
        advised = Visit.objects.confirmed().filter(
            household=home, visited_at__gte=since, advice__contains=[Advice.FRAUD]
        )
        return self.annotate(is_told=Exists(briefed) | Exists(advised))

    def in_order(self):
        return self.order_by("on", "order", "pk")


class BriefingStop(TimeStampedModel):
    """A door of such a round; why it is on it is told to whoever may know."""

    of_round = models.ForeignKey(
        BriefingRound, on_delete=models.CASCADE, related_name="stops"
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        related_name="briefing_stops",
    )
    on = models.DateField(_("day"))
    order = models.PositiveSmallIntegerField(_("order"))

    objects = BriefingStopQuerySet.as_manager()

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("door of a round of briefings")
        verbose_name_plural = _("doors of rounds of briefings")
        constraints = [
            models.UniqueConstraint(
                fields=["of_round", "household"],
                name="%(app_label)s_%(class)s_household_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["of_round", "on", "order"], name="antifraud_stop_order"
            )
        ]

    def __str__(self):
        return f"{self.of_round_id}.{self.order}"
