"""Parties (当事人): who quarrels with whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.intake import PartyKind, PartyRole, Side
from households.models import Resident
from station import phones
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel
from station.scoping import ScopedQuerySet


class DisputeParty(SealedModel, TimeStampedModel):
    """One person of a dispute, in the register or not."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="parties"
    )
    side = models.CharField(_("side"), max_length=8, choices=Side)
    kind = models.CharField(
        _("kind"), max_length=12, choices=PartyKind, default=PartyKind.PERSON
    )
    role = models.CharField(
        _("role"), max_length=8, choices=PartyRole, default=PartyRole.PARTY
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"name", "phone", "phone_masked", "birth_date"})

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=Side.values)
                & Q(kind__in=PartyKind.values)
                & Q(role__in=PartyRole.values),
                name="%(app_label)s_%(class)s_side_valid",
            ),
            models.UniqueConstraint(
                fields=["dispute", "resident"],
                name="%(app_label)s_%(class)s_resident_once",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_party_dispute")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number)
