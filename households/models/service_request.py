"""What somebody asked the police to do for them, until it is done."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models.card import ContactCard
from households.models.household import Household
from households.models.resident import Resident
from households.models.service_guide import ServiceGuide, ServiceMatter
from households.models.service_hours import ServiceSlot
from households.workflow.services import OPEN_SERVICES, ServiceKind, ServiceStatus
from station import phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.pairs import Pairs
from station.scoping import ScopedQuerySet

LOOKS = {
    ServiceStatus.BOOKED: ("amber", "clock"),
    ServiceStatus.CONFIRMED: ("blue", "calendar-check"),
    ServiceStatus.EN_ROUTE: ("blue", "walk"),
    ServiceStatus.SERVED: ("green", "check"),
}


class ServiceRating(models.TextChoices):
    PLEASED = "pleased", pgettext_lazy("rating", "Content")
    FAIR = "fair", pgettext_lazy("rating", "So-so")
    DISPLEASED = "displeased", pgettext_lazy("rating", "Not content")


class ServiceRequestQuerySet(ScopedQuerySet):
    """Requests asked for by what is owed."""

    def open(self):
        return self.filter(status__in=OPEN_SERVICES)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)

    def for_list(self):
        rows = self.select_related("area", "assigned_to", "guide")
        return rows.defer("contact_phone", "note", "outcome", "rating_note")


class ServiceRequest(SealedModel, VersionedModel):
    """An appointment, an errand, a call at the door or a time outside hours (H8)."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("how"), max_length=20, choices=ServiceKind)
    matter = models.ForeignKey(
        ServiceMatter,
        verbose_name=_("matter"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    guide = models.ForeignKey(
        ServiceGuide,
        verbose_name=_("guide it was booked with"),
        on_delete=models.PROTECT,
        related_name="requests",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(
        ContactCard, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resident_name = models.CharField(_("who it is for"), max_length=60)
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
    )
    place = models.CharField(_("address"), max_length=200, blank=True, default="")
    contact_phone = EncryptedTextField(_("phone"), blank=True, default="")
    contact_phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    note = EncryptedTextField(_("remark"), blank=True, default="")
    papers_missing = models.JSONField(_("papers still to bring"), default=list)
    slot = models.ForeignKey(
        ServiceSlot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    begins_at = models.DateTimeField(_("time"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))
    assigned_to = models.ForeignKey(
        User,
        verbose_name=_("who serves"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ServiceStatus,
        default=ServiceStatus.BOOKED,
    )
    booked_at = models.DateTimeField(_("booked"))
    booked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = EncryptedTextField(_("result or reason"), blank=True, default="")
    receipt_hash = models.BinaryField(
        max_length=32, null=True, unique=True, editable=False
    )
    rating = models.CharField(
        _("how it went"), max_length=10, choices=ServiceRating, blank=True, default=""
    )
    rating_note = EncryptedTextField(_("in their words"), blank=True, default="")
    rated_at = models.DateTimeField(_("rated"), null=True, blank=True)
    reopened_count = models.PositiveSmallIntegerField(
        _("times opened again"), default=0
    )
    reopen_reason = EncryptedTextField(_("why again"), blank=True, default="")

    objects = ServiceRequestQuerySet.as_manager()

    policy_resource = "service"
    scope_area = "area_id"
    scope_assigned = "assigned_to_id"
    PERSONAL_FIELDS = frozenset(
        {
            "resident_name",
            "place",
            "contact_phone",
            "contact_phone_masked",
            "note",
            "outcome",
            "rating_note",
            "reopen_reason",
            "receipt_hash",
        }
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ServiceStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ServiceKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_SERVICES, settled_at__isnull=True)
                | (~Q(status__in=OPEN_SERVICES) & Q(settled_at__isnull=False)),
                name="%(app_label)s_%(class)s_settled_iff_ended",
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(begins_at__isnull=False),
                name="%(app_label)s_%(class)s_slot_has_time",
            ),
            models.CheckConstraint(
                condition=Q(rating="", rated_at__isnull=True)
                | (~Q(rating="") & Q(rated_at__isnull=False)),
                name="%(app_label)s_%(class)s_rated_iff_rating",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_service_open",
                condition=Q(status__in=OPEN_SERVICES),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="households_service_mine",
                condition=Q(status__in=OPEN_SERVICES),
            ),
            models.Index(
                fields=["area", "-booked_at", "-id"], name="households_service_area"
            ),
            models.Index(
                fields=["area", "begins_at", "id"], name="households_service_day"
            ),
            models.Index(fields=["updated_at", "id"], name="households_service_upd"),
            GinIndex(Pairs("resident_name", "place"), name="households_service_words"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:service_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_SERVICES

    @property
    def look(self) -> tuple[str, str]:
        """The colour and the picture of its state."""
        return LOOKS.get(self.status, ("grey", "circle-x"))

    def write_contact_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.contact_phone = number
        self.contact_phone_masked = phones.masked(number) if number else ""
