"""Inspections of places of work under the daily fire supervision of the police.

Fire Protection Law, article 53: the station may inspect units and venues day by day
and shows its ID in doing so. It is never an inspection of a home: that always needs a
certificate of the county (Public Security Administration Punishments Law 2025,
article 103). So an inspection belongs to a unit, and there is none of a household.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models.checklist import Checklist, ChecklistItem
from households.models.unit import Unit
from households.workflow.inspections import (
    InspectionOutcome,
    Result,
    RoundState,
    Unsigned,
)
from station import phrasing
from station.models import AppendOnlyModel, Area, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class InspectionQuerySet(ScopedQuerySet):
    def for_list(self):
        return self.select_related("unit__address", "unit__venue_kind", "lead", "area")


class Inspection(TimeStampedModel):
    """One look at a venue, item by item; a place of work, never a home.

    It is written whole and not altered: what was overlooked is another inspection.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    checklist = models.ForeignKey(
        Checklist,
        verbose_name=_("checklist"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    lead = models.ForeignKey(
        User,
        verbose_name=_("inspected by"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    companions = models.ManyToManyField(
        User, verbose_name=_("together with"), blank=True, related_name="+"
    )
    started_at = models.DateTimeField(_("began"))
    finished_at = models.DateTimeField(_("finished"))
    id_shown = models.BooleanField(_("police ID shown"))
    person_in_charge = models.CharField(
        _("person in charge present"), max_length=60, blank=True
    )
    unsigned = models.CharField(
        _("why not signed"), max_length=8, choices=Unsigned, blank=True
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=InspectionOutcome)
    fault_count = models.PositiveSmallIntegerField(_("faults"), default=0)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    objects = InspectionQuerySet.as_manager()

    policy_resource = "inspection"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"person_in_charge", "remark"})

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__gte=F("started_at")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(id_shown=True), name="%(app_label)s_%(class)s_id_shown"
            ),
            models.CheckConstraint(
                condition=Q(outcome="passed", fault_count=0)
                | Q(outcome="faults", fault_count__gt=0),
                name="%(app_label)s_%(class)s_faults_counted",
            ),
            models.CheckConstraint(
                condition=Q(unsigned__in=["", *Unsigned.values]),
                name="%(app_label)s_%(class)s_unsigned_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-finished_at", "-id"], name="households_inspect_area"
            ),
            models.Index(
                fields=["unit", "-finished_at", "-id"], name="households_inspect_unit"
            ),
            models.Index(fields=["updated_at", "id"], name="households_inspect_upd"),
        ]

    def __str__(self):
        return f"{self.number} {self.unit.name}"

    def get_absolute_url(self):
        return reverse("households:inspection_detail", args=[self.pk])

    @property
    def is_clean(self) -> bool:
        return self.outcome == InspectionOutcome.PASSED


class InspectionFinding(AppendOnlyModel):
    """What one item of the checklist was like."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="findings"
    )
    item = models.ForeignKey(
        ChecklistItem, on_delete=models.PROTECT, related_name="findings"
    )
    result = models.CharField(_("result"), max_length=8, choices=Result)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    PERSONAL_FIELDS = frozenset({"remark"})

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("finding")
        ordering = ["item__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "item"], name="%(app_label)s_%(class)s_item_once"
            ),
            models.CheckConstraint(
                condition=Q(result__in=Result.values),
                name="%(app_label)s_%(class)s_result_valid",
            ),
        ]

    def __str__(self):
        return f"{self.item_id} {self.result}"


class InspectionRound(TimeStampedModel):
    """A walk through the venues of a village; can be left and taken up again."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="inspection_rounds"
    )
    started_at = models.DateTimeField(_("began"))
    state = models.CharField(
        _("state"), max_length=6, choices=RoundState, default=RoundState.OPEN
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "inspection"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("round of inspections")
        verbose_name_plural = _("rounds of inspections")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "officer"],
                condition=Q(state="open"),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="open", finished_at__isnull=True)
                | Q(state="done", finished_at__isnull=False),
                name="%(app_label)s_%(class)s_finished_iff_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-started_at", "-id"], name="households_iround_area"
            ),
            models.Index(fields=["updated_at", "id"], name="households_iround_upd"),
        ]

    def __str__(self):
        started = timezone.localtime(self.started_at)
        return f"{self.area} · {phrasing.date_in_full(started.date())}"

    def get_absolute_url(self):
        return reverse("households:inspection_round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN


class InspectionStop(models.Model):
    """One venue of a round: inspected, passed over with a reason, or still to do."""

    round = models.ForeignKey(
        InspectionRound, on_delete=models.PROTECT, related_name="stops"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, null=True, related_name="stop"
    )
    skipped_reason = models.CharField(_("why not"), max_length=120, blank=True)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("venue of a round")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="%(app_label)s_%(class)s_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(inspection__isnull=True) | Q(skipped_reason=""),
                name="%(app_label)s_%(class)s_done_or_skipped",
            ),
        ]

    def __str__(self):
        return f"{self.round_id} {self.order}"

    @property
    def is_waiting(self) -> bool:
        return self.inspection_id is None and not self.skipped_reason
