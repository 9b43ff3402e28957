"""QR door plates (二维码门牌): the code of a door, its print and where it is."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.address import Address
from households.workflow import CardStatus
from station.fields import EncryptedTextField
from station.models import (
    Area,
    Job,
    SealedModel,
    TimeStampedModel,
    User,
    VersionedModel,
)
from station.scoping import ScopedQuerySet


class PlateEnd(models.TextChoices):
    """Why a plate is no longer valid."""

    LOST = "lost", _("Lost or stolen")
    DAMAGED = "damaged", _("Damaged")
    DEMOLISHED = "demolished", _("House demolished")
    RENUMBERED = "renumbered", _("Door renumbered")
    MISPRINTED = "misprinted", _("Misprinted")
    MISUSED = "misused", _("Code misused")
    OTHER = "other", _("Another reason")


class PlateSize(VersionedModel):
    """A size in which plates are made: a plate of its own, or cut from A4 sheets."""

    name = models.CharField(_("name of the size"), max_length=60)
    width_mm = models.PositiveSmallIntegerField(_("width (mm)"))
    height_mm = models.PositiveSmallIntegerField(_("height (mm)"))
    is_on_sheets = models.BooleanField(
        _("cut from A4 sheets"),
        default=False,
        help_text=_("Otherwise each plate is a page of its own."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "plate_size"
    scope_area = None  # the same everywhere
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("size of plates")
        verbose_name_plural = _("sizes of plates")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="%(app_label)s_%(class)s_name_once"
            ),
            models.CheckConstraint(
                condition=Q(width_mm__gte=30, width_mm__lte=600)
                & Q(height_mm__gte=20, height_mm__lte=600),
                name="%(app_label)s_%(class)s_can_be_made",
            ),
            models.CheckConstraint(
                condition=Q(is_on_sheets=False)
                | Q(width_mm__lte=200, height_mm__lte=287),
                name="%(app_label)s_%(class)s_fits_the_sheet",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.width_mm} × {self.height_mm} mm"

    def get_absolute_url(self):
        return reverse("households:plate_size_list")


class DoorPlateQuerySet(ScopedQuerySet):
    """Plates asked for by state."""

    def valid(self):
        return self.filter(status=CardStatus.ACTIVE)

    def for_list(self):
        return self.select_related("address", "area")


class DoorPlate(SealedModel, VersionedModel):
    """The code of a door; one is valid per address.

    An officer's scan opens the household behind the door, anyone else's the page of
    the officer in charge: the code says nothing about who lives there.
    """

    address = models.ForeignKey(
        Address,
        verbose_name=_("address"),
        on_delete=models.PROTECT,
        related_name="plates",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(_("plate number"), max_length=40, unique=True)
    token = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=CardStatus, default=CardStatus.ACTIVE
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    mounted_on = models.DateField(_("put up on"), null=True, blank=True)
    mounted_by = models.ForeignKey(
        User,
        verbose_name=_("put up by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_kind = models.CharField(
        _("why it ended"), max_length=12, choices=PlateEnd, blank=True
    )
    end_reason = models.CharField(_("remark"), max_length=200, blank=True)

    objects = DoorPlateQuerySet.as_manager()

    policy_resource = "door_plate"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"token", "token_hash"})

    class Meta:
        verbose_name = _("door plate")
        verbose_name_plural = _("door plates")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CardStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(status="active"),
                name="%(app_label)s_%(class)s_one_valid_per_door",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="active",
                    ended_at__isnull=True,
                    ended_by__isnull=True,
                    end_kind="",
                )
                | (
                    ~Q(status="active")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                    & Q(end_kind__in=PlateEnd.values)
                ),
                name="%(app_label)s_%(class)s_ended_iff_not_active",
            ),
            models.CheckConstraint(
                condition=Q(mounted_on__isnull=True, mounted_by__isnull=True)
                | Q(mounted_on__isnull=False, mounted_by__isnull=False),
                name="%(app_label)s_%(class)s_mounted_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], name="households_plate_area"),
            models.Index(fields=["address", "-id"], name="households_plate_door"),
            models.Index(fields=["updated_at", "id"], name="households_plate_upd"),
            models.Index(fields=["issued_at", "id"], name="households_plate_issued"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:plate_detail", args=[self.pk])

    @property
    def is_valid(self) -> bool:
        return self.status == CardStatus.ACTIVE


class PlateBatch(TimeStampedModel):
    """One making of plates: for which doors, in which size, by whom."""

    class Choice(models.TextChoices):
        MISSING = "missing", _("Doors without a valid plate")
        ALL = "all", _("All doors, also those that have one")
        CHOSEN = "chosen", _("Chosen doors")

    number = models.CharField(_("batch number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    size = models.ForeignKey(
        PlateSize, verbose_name=_("size"), on_delete=models.PROTECT, related_name="+"
    )
    choice = models.CharField(_("which doors"), max_length=10, choices=Choice)
    total = models.PositiveIntegerField(_("plates"), default=0)
    new_count = models.PositiveIntegerField(_("new codes"), default=0)
    made_by = models.ForeignKey(
        User, verbose_name=_("ordered by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("ordered"))
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    printed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "door_plate"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("batch of plates")
        verbose_name_plural = _("batches of plates")
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__in=["missing", "all", "chosen"]),
                name="%(app_label)s_%(class)s_choice_valid",
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, printed_by__isnull=True)
                | Q(printed_at__isnull=False, printed_by__isnull=False),
                name="%(app_label)s_%(class)s_printed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], name="households_platebatch_area"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:plate_batch_detail", args=[self.pk])


class PlatePrint(models.Model):
    """A door in a batch, in the order of the way; its plate as soon as it is made."""

    batch = models.ForeignKey(
        PlateBatch, on_delete=models.CASCADE, related_name="prints"
    )
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    plate = models.ForeignKey(
        DoorPlate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prints",
    )
    position = models.PositiveIntegerField()

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("plate of a batch")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "address"],
                name="%(app_label)s_%(class)s_door_once_a_batch",
            ),
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="%(app_label)s_%(class)s_place_once_a_batch",
            ),
        ]

    def __str__(self):
        return f"{self.batch_id}:{self.position}"


class PlateScanCount(models.Model):
    """How often the plates of an area were scanned in a month.

    Counted by area, never by door: a door's count would say when its people wrote.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    count = models.PositiveIntegerField(_("scans"), default=0)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("scans of plates")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "month"], name="%(app_label)s_%(class)s_once_a_month"
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.month:%Y-%m}"
