"""Joint mediations: planned with others, held or called off."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.joint_template import JointTemplate
from disputes.models.mediation import Mediation
from disputes.models.party import DisputeParty
from disputes.workflow.joint import JointStatus
from disputes.workflow.mediation import MediationPlace
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class JointMediationQuerySet(ScopedQuerySet):
    """Joint mediations asked for by whether they are still to come."""

    def planned(self):
        return self.filter(status=JointStatus.PLANNED)

    def for_list(self):
        return self.select_related("dispute__area", "template", "chair")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class JointMediation(SealedModel, VersionedModel):
    """One sitting with partners: when, where, and what they are told of it."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="joint_mediations"
    )
    template = models.ForeignKey(
        JointTemplate,
        verbose_name=_("template"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    planned_at = models.DateTimeField(_("when"))
    place_kind = models.CharField(_("place"), max_length=14, choices=MediationPlace)
    place = models.CharField(_("where"), max_length=120)
    subject = EncryptedTextField(_("what partners are told it is about"))
    agenda = EncryptedTextField(
        _("what they are asked to bring or to think over"), blank=True, default=""
    )
    chair = models.ForeignKey(
        User,
        verbose_name=_("officer in the chair"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=JointStatus, default=JointStatus.PLANNED
    )
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    mediation = models.OneToOneField(
        Mediation,
        verbose_name=_("sitting"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joint",
    )
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)
    reason = models.CharField(_("why it was called off"), max_length=300, blank=True)
    planned_by = models.ForeignKey(
        User, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = JointMediationQuerySet.as_manager()

    policy_resource = "joint_mediation"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"subject", "agenda"})

    class Meta:
        verbose_name = _("joint mediation")
        verbose_name_plural = _("joint mediations")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=JointStatus.values, place_kind__in=MediationPlace.values
                ),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(status="planned"),
                name="%(app_label)s_%(class)s_one_planned",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="held", held_at__isnull=False, mediation__isnull=False
                )
                | (~Q(status="held") & Q(held_at__isnull=True, mediation__isnull=True)),
                name="%(app_label)s_%(class)s_sitting_iff_held",
            ),
            models.CheckConstraint(
                condition=(Q(status="called_off") & Q(called_off_at__isnull=False))
                | (~Q(status="called_off") & Q(called_off_at__isnull=True)),
                name="%(app_label)s_%(class)s_dated_iff_called_off",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "-id"], name="disputes_joint_dispute"),
            models.Index(fields=["-planned_at", "-id"], name="disputes_joint_when"),
            models.Index(
                fields=["planned_at", "id"],
                name="disputes_joint_to_come",
                condition=Q(status="planned"),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_joint_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.template}"

    def get_absolute_url(self):
        return reverse("disputes:joint_detail", args=[self.pk])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area

    @property
    def is_planned(self) -> bool:
        return self.status == JointStatus.PLANNED


class JointConsent(TimeStampedModel):
    """Whether a party agrees that outsiders sit in (People's Mediation Law, art. 20)."""

    joint = models.ForeignKey(
        JointMediation, on_delete=models.CASCADE, related_name="consents"
    )
    party = models.ForeignKey(
        DisputeParty, on_delete=models.CASCADE, related_name="joint_consents"
    )
    is_given = models.BooleanField(_("agrees"))
    said_at = models.DateTimeField(_("when"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    policy_resource = "joint_mediation"
    scope_area = "joint__dispute__area_id"
    scope_assigned = "joint__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("consent to a joint mediation")
        constraints = [
            models.UniqueConstraint(
                fields=["joint", "party"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return f"{self.joint_id} · {self.party_id}"
