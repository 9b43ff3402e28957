"""Signatures under agreements (签名盖章): whose, how, and under which text."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.agreement import Agreement
from disputes.models.party import DisputeParty
from disputes.workflow.agreements import SignedHow, Signer
from station.models import TimeStampedModel, User
from station.scoping import ScopedQuerySet


class SignatureQuerySet(ScopedQuerySet):
    """Signatures asked for by whether they hold."""

    def valid(self):
        """Not voided by a later change of the text."""
        return self.filter(voided_at__isnull=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AgreementSignature(TimeStampedModel):
    """Somebody put their name, seal or fingerprint under the text as it then stood."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="signatures"
    )
    signer = models.CharField(_("signs as"), max_length=8, choices=Signer)
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
    )
    name = models.CharField(_("name"), max_length=60)
    way = models.CharField(_("how"), max_length=12, choices=SignedHow)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signed"))
    taken_by = models.ForeignKey(
        User, verbose_name=_("taken by"), on_delete=models.PROTECT, related_name="+"
    )
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    policy_resource = "agreement"
    scope_area = "agreement__dispute__area_id"
    scope_assigned = "agreement__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"name"})

    class Meta:
        verbose_name = _("signature under an agreement")
        verbose_name_plural = _("signatures under agreements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signer__in=Signer.values) & Q(way__in=SignedHow.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(signer="party", party__isnull=False)
                | (~Q(signer="party") & Q(party__isnull=True)),
                name="%(app_label)s_%(class)s_names_the_party",
            ),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                condition=Q(voided_at__isnull=True, party__isnull=False),
                name="%(app_label)s_%(class)s_party_once",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(voided_at__isnull=True, signer="seal"),
                name="%(app_label)s_%(class)s_sealed_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_signer_display()} · {self.name}"

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.agreement.dispute.area
