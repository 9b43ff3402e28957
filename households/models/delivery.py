"""Documents taken to people's homes (送证上门): from the counter to the right hand."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.resident import Resident
from households.workflow.services import OPEN_DELIVERIES, DeliveryStatus
from station import phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.pairs import Pairs
from station.scoping import ScopedQuerySet

LOOKS = {
    DeliveryStatus.AT_STATION: ("grey", "building"),
    DeliveryStatus.OUT: ("blue", "walk"),
    DeliveryStatus.HANDED_OVER: ("green", "check"),
    DeliveryStatus.RETURNED: ("amber", "arrow-back-up"),
}


class HandedTo(models.TextChoices):
    HOLDER = "holder", pgettext_lazy("handed to", "The holder")
    SPOUSE = "spouse", pgettext_lazy("handed to", "Spouse")
    PARENT = "parent", pgettext_lazy("handed to", "Father or mother")
    CHILD = "child", pgettext_lazy("handed to", "Son or daughter")
    RELATIVE = "relative", pgettext_lazy("handed to", "Another relative")
    OTHER = "other", pgettext_lazy("handed to", "Somebody with a letter")


class DocumentKindQuerySet(ScopedQuerySet):
    def active(self):
        return self.filter(is_active=True)


class DocumentKind(VersionedModel):
    """A kind of document people wait for; the office adds its own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=60, blank=True)
    working_days = models.PositiveSmallIntegerField(
        _("working days until it is handed over"), default=10
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = DocumentKindQuerySet.as_manager()

    policy_resource = "document_kind"
    scope_area = None  # the same everywhere
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="%(app_label)s_%(class)s_name_once"
            ),
            models.CheckConstraint(
                condition=Q(working_days__range=(1, 90)),
                name="%(app_label)s_%(class)s_days_sensible",
            ),
        ]

    def __str__(self):
        in_english = (get_language() or "").startswith("en")
        return (in_english and self.name_en) or self.name

    def get_absolute_url(self):
        return reverse("households:document_kind_edit", args=[self.pk])


class DeliveryBatch(VersionedModel):
    """A list of finished documents as the counter gave it out."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("remark"), max_length=120, blank=True, default="")
    listed_at = models.DateTimeField(_("listed"))
    listed_by = models.ForeignKey(
        User,
        verbose_name=_("listed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "delivery_batch"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("list of documents")
        verbose_name_plural = _("lists of documents")
        indexes = [
            models.Index(
                fields=["area", "-listed_at", "-id"], name="households_batch_area"
            ),
            models.Index(fields=["updated_at", "id"], name="households_batch_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:batch_detail", args=[self.pk])


class DeliveryQuerySet(ScopedQuerySet):
    """Documents asked for by where they are."""

    def open(self):
        return self.filter(status__in=OPEN_DELIVERIES)

    def out(self):
        return self.filter(status=DeliveryStatus.OUT)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)

    def for_list(self):
        rows = self.select_related("area", "kind", "assigned_to")
        return rows.defer("document_number", "phone", "return_reason")


class Delivery(SealedModel, VersionedModel):
    """One document for one person, and the proof that it was handed over."""

    batch = models.ForeignKey(
        DeliveryBatch, on_delete=models.PROTECT, related_name="deliveries"
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        DocumentKind,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    holder_name = models.CharField(_("holder"), max_length=60)
    resident = models.ForeignKey(
        Resident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliveries",
    )
    place = models.CharField(_("address"), max_length=200)
    document_number = EncryptedTextField(_("document number"), blank=True, default="")
    document_number_masked = models.CharField(max_length=40, blank=True, editable=False)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=DeliveryStatus,
        default=DeliveryStatus.AT_STATION,
    )
    due_at = models.DateTimeField(_("due"))
    assigned_to = models.ForeignKey(
        User,
        verbose_name=_("who delivers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    out_at = models.DateTimeField(_("set out"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    return_reason = EncryptedTextField(_("why not handed over"), blank=True, default="")
    settled_at = models.DateTimeField(_("handed over or sent back"), null=True)
    settled_by = models.ForeignKey(
        User,
        verbose_name=_("handed over by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    received_by = models.CharField(
        _("who took it"), max_length=60, blank=True, default=""
    )
    relation = models.CharField(
        _("relation to the holder"),
        max_length=10,
        choices=HandedTo,
        blank=True,
        default="",
    )

    objects = DeliveryQuerySet.as_manager()

    policy_resource = "delivery"
    scope_area = "area_id"
    scope_assigned = "assigned_to_id"
    PERSONAL_FIELDS = frozenset(
        {
            "holder_name",
            "place",
            "document_number",
            "document_number_masked",
            "phone",
            "phone_masked",
            "return_reason",
            "received_by",
        }
    )

    class Meta:
        verbose_name = _("document to deliver")
        verbose_name_plural = _("documents to deliver")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DeliveryStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=OPEN_DELIVERIES,
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                )
                | (
                    ~Q(status__in=OPEN_DELIVERIES)
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_settled_iff_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.OUT)
                | Q(assigned_to__isnull=False, out_at__isnull=False),
                name="%(app_label)s_%(class)s_out_with_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.HANDED_OVER, received_by__gt="")
                | (~Q(status=DeliveryStatus.HANDED_OVER) & Q(received_by="")),
                name="%(app_label)s_%(class)s_received_iff_handed_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_delivery_open",
                condition=Q(status__in=OPEN_DELIVERIES),
            ),
            models.Index(
                fields=["assigned_to", "place", "id"],
                name="households_delivery_round",
                condition=Q(status="out"),
            ),
            models.Index(
                fields=["household"],
                name="households_delivery_house",
                condition=Q(status__in=OPEN_DELIVERIES),
            ),
            models.Index(fields=["area", "-id"], name="households_delivery_area"),
            models.Index(fields=["updated_at", "id"], name="households_delivery_upd"),
            GinIndex(Pairs("holder_name", "place"), name="households_delivery_words"),
        ]

    def __str__(self):
        return f"{self.batch_id}-{self.pk}"

    def get_absolute_url(self):
        return reverse("households:delivery_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_DELIVERIES

    @property
    def look(self) -> tuple[str, str]:
        """The colour and the picture of where it is."""
        return LOOKS.get(self.status, ("grey", "archive"))

    def write_document_number(self, number: str) -> None:
        """Set the number and its mask: the last four characters stay."""
        self.document_number = number
        shown = number[-4:] if len(number) > 6 else ""
        self.document_number_masked = "*" * min(len(number) - len(shown), 30) + shown

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number) if number else ""
