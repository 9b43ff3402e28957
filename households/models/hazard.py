"""Hazards (隐患): one hazard, one file, until it is put right or another office's."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.checklist import ChecklistItem
from households.models.household import Household
from households.models.inspection import Inspection, InspectionFinding
from households.models.referral import Office
from households.models.unit import Unit
from households.workflow.inspections import WITH_US, HazardStatus, Severity
from station.fields import EncryptedTextField
from station.models import (
    AppendOnlyModel,
    Area,
    SealedModel,
    TimeStampedModel,
    User,
    VersionedModel,
)
from station.pairs import Pairs
from station.scoping import ScopedQuerySet

ONE_PLACE = (
    Q(unit__isnull=False, household__isnull=True, place="")
    | Q(unit__isnull=True, household__isnull=False, place="")
    | (Q(unit__isnull=True, household__isnull=True) & ~Q(place=""))
)


class HazardNotice(TimeStampedModel):
    """A rectification notice with a deadline (限时整改通知书), as it was served."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    served_at = models.DateTimeField(_("served"))
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    is_refused = models.BooleanField(_("refused to sign"), default=False)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "hazard"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"received_by"})

    class Meta:
        verbose_name = _("rectification notice")
        verbose_name_plural = _("rectification notices")

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:hazard_notice", args=[self.pk])


class HazardQuerySet(ScopedQuerySet):
    """Hazards asked for by what is owed."""

    def open(self):
        """Not settled by us nor answered by another office."""
        return self.filter(status__in=[*WITH_US, HazardStatus.TRANSFERRED])

    def with_us(self):
        """The next step is the station's."""
        return self.filter(status__in=WITH_US)

    def overdue(self, *, on):
        """Past the deadline, or past the day by which it had to be transferred."""
        return self.with_us().filter(next_due_on__lt=on)

    def for_list(self):
        return self.select_related(
            "unit__address", "household__address", "assigned_to", "area", "office"
        ).defer("description")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Hazard(SealedModel, VersionedModel):
    """One danger at one place, from the day it was seen to the day it is gone."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    item = models.ForeignKey(
        ChecklistItem,
        verbose_name=_("item of the checklist"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection it was found in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    finding = models.OneToOneField(
        InspectionFinding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazard",
    )
    what = models.CharField(_("what is wrong"), max_length=200)
    description = EncryptedTextField(_("description"), blank=True, default="")
    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("found"))
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey(
        User,
        verbose_name=_("who follows it up"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(
        _("status"), max_length=12, choices=HazardStatus, default=HazardStatus.FOUND
    )
    deadline_on = models.DateField(_("to be put right by"))
    first_deadline_on = models.DateField(_("first deadline"), null=True, blank=True)
    extended_at = models.DateTimeField(_("extended"), null=True, blank=True)
    # What the station owes next and until when: re-inspection or transfer.
    next_due_on = models.DateField(_("next step due"), null=True, blank=True)
    notice = models.ForeignKey(
        HazardNotice,
        verbose_name=_("rectification notice"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    reported_at = models.DateTimeField(
        _("reported as put right"), null=True, blank=True
    )
    transfer_from_on = models.DateField(
        _("transfer limit runs from"), null=True, blank=True
    )
    transfer_due_on = models.DateField(_("to be transferred by"), null=True, blank=True)
    office = models.ForeignKey(
        Office,
        verbose_name=_("office it was transferred to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hazards",
    )
    transferred_at = models.DateTimeField(_("transferred"), null=True, blank=True)
    transfer_reference = models.CharField(_("letter number"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = EncryptedTextField(_("answer of the office"), blank=True, default="")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HazardQuerySet.as_manager()

    policy_resource = "hazard"
    scope_area = "area_id"
    scope_own = "found_by_id"
    PERSONAL_FIELDS = frozenset({"description", "answer"})

    class Meta:
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        constraints = [
            models.CheckConstraint(
                condition=ONE_PLACE, name="%(app_label)s_%(class)s_one_place"
            ),
            models.CheckConstraint(
                condition=Q(status__in=HazardStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values),
                name="%(app_label)s_%(class)s_severity_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="closed", closed_at__isnull=False, closed_by__isnull=False
                )
                | (
                    ~Q(status="closed")
                    & Q(closed_at__isnull=True, closed_by__isnull=True)
                ),
                name="%(app_label)s_%(class)s_closed_iff_signed",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, transferred_at__isnull=False)
                | Q(office__isnull=True, transferred_at__isnull=True),
                name="%(app_label)s_%(class)s_transferred_to_an_office",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, first_deadline_on__isnull=True)
                | Q(extended_at__isnull=False, first_deadline_on__isnull=False),
                name="%(app_label)s_%(class)s_extended_keeps_the_first",
            ),
            models.UniqueConstraint(
                fields=["unit", "item"],
                condition=Q(
                    status__in=[*WITH_US, HazardStatus.TRANSFERRED],
                    unit__isnull=False,
                    item__isnull=False,
                ),
                name="%(app_label)s_%(class)s_one_file",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "next_due_on", "id"],
                name="households_hazard_due",
                condition=Q(status__in=[*WITH_US]),
            ),
            models.Index(
                fields=["area", "-found_at", "-id"], name="households_hazard_area"
            ),
            models.Index(fields=["unit", "-found_at"], name="households_hazard_unit"),
            models.Index(
                fields=["household", "-found_at"], name="households_hazard_house"
            ),
            models.Index(fields=["updated_at", "id"], name="households_hazard_upd"),
            GinIndex(Pairs("what", "place"), name="households_hazard_words"),
        ]

    def __str__(self):
        return f"{self.number} {self.what}"

    def get_absolute_url(self):
        return reverse("households:hazard_detail", args=[self.pk])

    @property
    def place_name(self) -> str:
        """Where it is, in as few words as a list has room for."""
        if self.unit_id:
            return self.unit.name
        if self.household_id:
            return self.household.head_name or self.household.number
        return self.place

    @property
    def place_address(self) -> str:
        where = self.unit if self.unit_id else self.household
        return where.address.text if where else self.place

    @property
    def place_record(self) -> Unit | Household | None:
        """The unit or household it is at, if it is at one."""
        return self.unit if self.unit_id else self.household

    @property
    def is_open(self) -> bool:
        return self.is_with_us or self.status == HazardStatus.TRANSFERRED

    @property
    def is_with_us(self) -> bool:
        return self.status in WITH_US

    @property
    def is_to_transfer(self) -> bool:
        """Does the limit for handing it to the competent department run?"""
        return self.transfer_due_on is not None and self.is_with_us


class Reinspection(AppendOnlyModel):
    """Somebody looked again whether the hazard is gone."""

    hazard = models.ForeignKey(
        Hazard, on_delete=models.PROTECT, related_name="reinspections"
    )
    looked_at = models.DateTimeField(_("looked at"))
    looked_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    is_gone = models.BooleanField(_("put right"))
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    PERSONAL_FIELDS = frozenset({"remark"})

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("re-inspection")
        verbose_name_plural = _("re-inspections")
        indexes = [
            models.Index(
                fields=["hazard", "-looked_at"], name="households_reinspect_haz"
            ),
        ]

    def __str__(self):
        return f"{self.hazard_id} {self.looked_at:%Y-%m-%d}"
