"""Agents (委托代理人): who speaks for a party, and how far."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.party import DisputeParty
from station import phones
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel
from station.scoping import ScopedQuerySet


class PartyAgent(SealedModel, TimeStampedModel):
    """Somebody with a written power that says for what (程序规定 art. 181)."""

    party = models.ForeignKey(
        DisputeParty, on_delete=models.CASCADE, related_name="agents"
    )
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    power = models.CharField(_("what the written power covers"), max_length=300)
    granted_on = models.DateField(_("power of attorney of"))

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "party__dispute__area_id"
    scope_assigned = "party__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"name", "phone", "phone_masked"})

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["pk"]
        indexes = [models.Index(fields=["party", "id"], name="disputes_agent_party")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.party.get_absolute_url()

    @property
    def area(self):
        return self.party.dispute.area

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number)
