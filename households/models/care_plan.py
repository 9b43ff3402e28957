"""Care plans (关爱帮扶): who looks after whom, how often, and what to watch for."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.guardian_consent import CONSENT_AGE, GuardianConsent
from households.models.resident import Resident
from households.workflow.care import CARE_MOVES, LIVE, CareStatus, HelperRole, Holiday
from station import phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


def _agreed() -> Exists:
    return Exists(GuardianConsent.objects.valid().filter(resident=OuterRef("resident")))


class CarePlanQuerySet(ScopedQuerySet):
    """Plans asked for by what is owed."""

    def live(self):
        return self.filter(status__in=LIVE)

    def active(self):
        return self.filter(status=CareStatus.ACTIVE)

    def overdue(self, *, at):
        return self.active().filter(due_at__lt=at)

    def open_on(self, day):
        """Without children under 14 whose guardian has not agreed, or no longer."""
        grown = Q(resident__birth_date__lte=years_before(day, CONSENT_AGE))
        return self.filter(grown | _agreed())

    def for_list(self):
        """With what a row says; ``guardian_agreed`` tells whether a child's may."""
        rows = self.annotate(guardian_agreed=_agreed())
        return rows.select_related(
            "resident__household__address", "carer", "area"
        ).defer("watch_for", "resident__note", "resident__phone", "resident__id_number")


def years_before(day, years: int):
    """The same day so many years ago; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["watch_for"]
)
class CarePlan(SealedModel, VersionedModel):
    """Somebody is looked after: by whom, how often, before which holidays."""

    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        related_name="care_plans",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kinds = ArrayField(
        models.CharField(max_length=20), verbose_name=_("cared for as"), default=list
    )
    carer = models.ForeignKey(
        User,
        verbose_name=_("who cares"),
        on_delete=models.PROTECT,
        related_name="care_plans",
    )
    cycle_days = models.PositiveSmallIntegerField(_("every … days"))
    holidays = ArrayField(
        models.CharField(max_length=16, choices=Holiday),
        verbose_name=_("visited before these holidays"),
        default=list,
        blank=True,
    )
    # Not in the row's history: it is erased when a guardian withdraws.
    watch_for = EncryptedTextField(_("what to watch for"), blank=True, default="")
    started_on = models.DateField(_("since"))
    review_on = models.DateField(_("to be reviewed"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=6, choices=CareStatus, default=CareStatus.ACTIVE
    )
    resume_on = models.DateField(_("paused until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    last_contact_at = models.DateTimeField(_("last contact"), null=True, blank=True)
    due_at = models.DateTimeField(_("next contact due"))

    objects = CarePlanQuerySet.as_manager()

    policy_resource = "care_plan"
    scope_area = "area_id"
    scope_assigned = "carer_id"
    PERSONAL_FIELDS = frozenset({"kinds", "watch_for", "reason"})

    class Meta:
        verbose_name = _("care plan")
        verbose_name_plural = _("care plans")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(status__in=["active", "paused"]),
                name="%(app_label)s_%(class)s_one_live",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CareStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False)
                | (~Q(status="ended") & Q(ended_on__isnull=True)),
                name="%(app_label)s_%(class)s_ended_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(cycle_days__gte=1, cycle_days__lte=366),
                name="%(app_label)s_%(class)s_cycle_possible",
            ),
            models.CheckConstraint(
                condition=~Q(kinds=[]), name="%(app_label)s_%(class)s_has_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_careplan_active",
                condition=Q(status="active"),
            ),
            models.Index(
                fields=["carer", "due_at", "id"],
                name="households_careplan_mine",
                condition=Q(status="active"),
            ),
            models.Index(
                fields=["area", "due_at", "id"], name="households_careplan_due"
            ),
            models.Index(
                fields=["area", "review_on", "id"],
                name="households_careplan_review",
                condition=Q(status__in=["active", "paused"]),
            ),
            GinIndex(fields=["kinds"], name="households_careplan_kinds"),
            models.Index(fields=["updated_at", "id"], name="households_careplan_upd"),
        ]

    def __str__(self):
        return self.resident.name

    def get_absolute_url(self):
        return reverse("households:care_detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status == CareStatus.ACTIVE

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    def may_be_opened(self, *, on) -> bool:
        """Not of a child whose guardian has not agreed, or no longer."""
        return GuardianConsent.objects.cover(self.resident, on=on)

    def may_become(self, target: CareStatus) -> bool:
        return target in CARE_MOVES[CareStatus(self.status)]


class CareHelper(SealedModel):
    """A neighbour, relative or community worker who can be called."""

    plan = models.ForeignKey(CarePlan, on_delete=models.CASCADE, related_name="helpers")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=HelperRole)
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "care_plan"
    scope_area = "area_id"
    scope_assigned = "plan__carer_id"
    PERSONAL_FIELDS = frozenset({"name", "phone", "phone_masked"})

    class Meta:
        verbose_name = _("person to call")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=HelperRole.values),
                name="%(app_label)s_%(class)s_role_valid",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    def may_be_opened(self, *, on) -> bool:
        """As the plan it belongs to."""
        return self.plan.may_be_opened(on=on)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone, self.phone_masked = number, phones.masked(number)
