"""One-to-one briefings (一对一反诈宣传): who was told what, and given what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud.models.scam_type import ScamType
from households.models import Household, Resident
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class HandedOver(models.TextChoices):
    LEAFLET = "leaflet", _("Leaflet")
    LETTER = "letter", _("Open letter")
    STICKER = "sticker", _("Door sticker")
    APP = "app", _("National anti-fraud app set up")
    HOTLINE = "hotline", _("96110 saved in the phone")


class BriefingQuerySet(ScopedQuerySet):
    """Briefings asked for by whether they stand."""

    def standing(self):
        return self.filter(withdrawn_at=None)

    def for_list(self):
        rows = self.select_related("area", "household__address", "briefed_by")
        return rows.prefetch_related("scam_types")


class Briefing(SealedModel, VersionedModel):
    """An officer explained to one person how people are defrauded here."""

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="briefings",
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="briefings",
    )
    person_name = models.CharField(_("who was briefed"), max_length=60)
    scam_types = models.ManyToManyField(
        ScamType, verbose_name=_("scam types"), related_name="briefings"
    )
    handed_over = ArrayField(
        models.CharField(max_length=10, choices=HandedOver),
        verbose_name=_("given along"),
        default=list,
        blank=True,
    )
    note = EncryptedTextField(_("remark"), blank=True, default="")
    briefed_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    briefed_at = models.DateTimeField(_("briefed"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BriefingQuerySet.as_manager()

    policy_resource = "briefing"
    scope_area = "area_id"
    scope_own = "briefed_by_id"
    PERSONAL_FIELDS = frozenset({"person_name", "note"})

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="%(app_label)s_%(class)s_withdrawn_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "id"], name="antifraud_briefing_new"),
            models.Index(
                fields=["area", "-briefed_at", "-id"], name="antifraud_briefing_area"
            ),
            models.Index(
                fields=["household", "-briefed_at"], name="antifraud_briefing_house"
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_briefing_upd"),
        ]

    def __str__(self):
        return f"{self.person_name} {timezone.localtime(self.briefed_at):%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("antifraud:briefing_detail", args=[self.pk])

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None
