"""Housing (实有房屋): what stands at an address and who uses it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.address import Address
from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class Tenure(models.TextChoices):
    OWNED = "owned", _("Lived in by the owner")
    RENTED = "rented", _("Rented out")
    LENT = "lent", _("Lent")
    VACANT = "vacant", _("Vacant")
    DORMITORY = "dormitory", _("Dormitory")
    OTHER = "other", _("Other")


class Housing(VersionedModel):
    """A dwelling at an address; rented ones are looked at more closely."""

    address = models.OneToOneField(
        Address,
        verbose_name=_("address"),
        on_delete=models.PROTECT,
        related_name="housing",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    tenure = models.CharField(
        _("how it is used"), max_length=10, choices=Tenure, default=Tenure.OWNED
    )
    owner_name = models.CharField(_("owner"), max_length=60, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "housing"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"owner_name", "note"})

    class Meta:
        verbose_name = _("housing")
        verbose_name_plural = _("housing")
        constraints = [
            models.CheckConstraint(
                condition=Q(tenure__in=Tenure.values),
                name="%(app_label)s_%(class)s_tenure_valid",
            ),
        ]
        indexes = [models.Index(fields=["area", "id"], name="households_housing_area")]

    def __str__(self):
        return str(self.address)
