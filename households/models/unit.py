"""Units (实有单位): shops, schools, companies and other places of work."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models.address import Address
from households.models.venue import VenueKind
from households.workflow.inspections import Risk
from station import names, phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class UnitKind(models.TextChoices):
    SHOP = "shop", _("Shop")
    RESTAURANT = "restaurant", _("Restaurant")
    HOTEL = "hotel", _("Hotel or guest house")
    ENTERTAINMENT = "entertainment", _("Entertainment venue")
    INTERNET_CAFE = "internet_cafe", _("Internet café")
    BEAUTY = "beauty", _("Hairdresser or bath")
    WORKSHOP = "workshop", _("Workshop")
    CLINIC = "clinic", _("Clinic")
    SCHOOL = "school", _("School or kindergarten")
    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Public institution")
    OTHER = "other", _("Other")


class UnitQuerySet(ScopedQuerySet):
    """Units asked for as venues."""

    def venues(self):
        """In business and of a kind that is inspected."""
        return self.filter(closed_on__isnull=True, venue_kind__isnull=False)

    def inspection_due(self, *, on):
        """Never inspected, or the day has come."""
        return self.venues().filter(
            Q(inspection_due_on__isnull=True) | Q(inspection_due_on__lte=on)
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Unit(SealedModel, VersionedModel):
    """A place of work with somebody who answers for it."""

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="units"
    )
    address = models.ForeignKey(
        Address,
        verbose_name=_("address"),
        on_delete=models.PROTECT,
        related_name="units",
    )
    name = models.CharField(pgettext_lazy("place", "name"), max_length=120)
    name_sort = models.CharField(max_length=300, editable=False)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=UnitKind)
    credit_code = models.CharField(_("social credit code"), max_length=18, blank=True)
    contact_name = models.CharField(_("person in charge"), max_length=60, blank=True)
    contact_phone = EncryptedTextField(_("phone"), blank=True, default="")
    contact_phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    staff_count = models.PositiveIntegerField(_("staff"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    venue_kind = models.ForeignKey(
        VenueKind,
        verbose_name=_("kind of venue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    # Size by Measure, such as {"floor_area": 120, "seats": 60}.
    figures = models.JSONField(_("size"), default=dict, blank=True)
    risk = models.CharField(_("risk"), max_length=6, choices=Risk, default=Risk.MEDIUM)
    risk_reason = models.CharField(_("why this risk"), max_length=200, blank=True)
    risk_set_at = models.DateTimeField(_("risk set"), null=True, blank=True)
    risk_set_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_inspected_at = models.DateTimeField(
        _("last inspected"), null=True, blank=True, editable=False
    )
    last_fault_count = models.PositiveSmallIntegerField(
        _("faults last time"), null=True, blank=True, editable=False
    )
    inspection_due_on = models.DateField(
        _("next inspection due"), null=True, blank=True, editable=False
    )

    objects = UnitQuerySet.as_manager()

    policy_resource = "unit"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {"contact_name", "contact_phone", "contact_phone_masked", "note"}
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(risk__in=Risk.values),
                name="%(app_label)s_%(class)s_risk_valid",
            ),
        ]
        indexes = [
            GinIndex(fields=["tokens"], name="households_unit_tokens"),
            models.Index(
                fields=["area", "name_sort", "id"], name="households_unit_name"
            ),
            models.Index(
                fields=["area", "inspection_due_on", "id"],
                name="households_unit_due",
                condition=Q(closed_on__isnull=True, venue_kind__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("households:unit_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and everything it is sorted and found by."""
        self.name = name.strip()
        self.name_sort = names.pinyin(self.name)[:300]
        self.tokens = names.tokens(self.name)

    def write_contact_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.contact_phone = number
        self.contact_phone_masked = phones.masked(number)
