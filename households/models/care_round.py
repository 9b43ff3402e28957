"""What was done of the care: contacts, and the visits before a holiday."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models.care_plan import CarePlan
from households.workflow.care import CareStatus, ContactWay, Holiday
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User
from station.scoping import ScopedQuerySet


class CareContact(SealedModel):
    """One was in touch without a household visit: by phone, or through a neighbour."""

    class Found(models.TextChoices):
        WELL = "well", _("all is well")
        CONCERN = "concern", _("needs something")
        NOT_REACHED = "not_reached", _("not reached")

    plan = models.ForeignKey(
        CarePlan, on_delete=models.PROTECT, related_name="contacts"
    )
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("how"), max_length=10, choices=ContactWay)
    found = models.CharField(_("found"), max_length=12, choices=Found)
    note = EncryptedTextField(_("remark"), blank=True, default="")

    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("care contact")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=ContactWay.values),
                name="%(app_label)s_%(class)s_way_valid",
            ),
            models.CheckConstraint(
                condition=Q(found__in=["well", "concern", "not_reached"]),
                name="%(app_label)s_%(class)s_found_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "-at"], name="households_carecontact_plan")
        ]

    def __str__(self):
        return f"{self.get_way_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class HolidayVisitQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(done_at__isnull=True, plan__status=CareStatus.ACTIVE)

    def for_list(self):
        return self.select_related(
            "plan__resident__household__address", "plan__carer", "area"
        ).defer("plan__watch_for", "plan__resident__note")


class HolidayVisit(models.Model):
    """Before a holiday somebody looks in: from that day on, by that hour."""

    plan = models.ForeignKey(
        CarePlan, on_delete=models.CASCADE, related_name="holiday_visits"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    holiday = models.CharField(_("holiday"), max_length=16, choices=Holiday)
    on = models.DateField(_("day of the holiday"))
    from_on = models.DateField(_("from"))
    due_at = models.DateTimeField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = HolidayVisitQuerySet.as_manager()

    policy_resource = "care_plan"
    scope_area = "area_id"
    scope_assigned = "plan__carer_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("holiday visit")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "holiday", "on"],
                name="%(app_label)s_%(class)s_once",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("on")),
                name="%(app_label)s_%(class)s_before_the_day",
            ),
            models.CheckConstraint(
                condition=Q(holiday__in=Holiday.values),
                name="%(app_label)s_%(class)s_holiday_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_holidayvisit_open",
                condition=Q(done_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.get_holiday_display()} {self.on:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("households:care_detail", args=[self.plan_id])
