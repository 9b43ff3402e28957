"""Undertakings: what somebody promised at a joint mediation to do by when."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.invitation import Invitation
from disputes.models.joint import JointMediation
from disputes.models.party import DisputeParty
from disputes.workflow.joint import UndertakingStatus
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet

ONE_WHO = (
    Q(invitation__isnull=False, party__isnull=True, officer__isnull=True)
    | Q(invitation__isnull=True, party__isnull=False, officer__isnull=True)
    | Q(invitation__isnull=True, party__isnull=True, officer__isnull=False)
)


class UndertakingQuerySet(ScopedQuerySet):
    """Undertakings asked for by what is owed."""

    def open(self):
        return self.filter(status=UndertakingStatus.OPEN)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Undertaking(SealedModel, VersionedModel):
    """What a partner, a party or an officer took upon themselves."""

    joint = models.ForeignKey(
        JointMediation, on_delete=models.PROTECT, related_name="undertakings"
    )
    invitation = models.ForeignKey(
        Invitation,
        verbose_name=_("partner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undertakings",
    )
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undertakings",
    )
    officer = models.ForeignKey(
        User,
        verbose_name=_("officer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    what = EncryptedTextField(_("what is to be done"))
    due_on = models.DateField(_("by when"))
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=UndertakingStatus,
        default=UndertakingStatus.OPEN,
    )
    result = EncryptedTextField(_("what came of it"), blank=True, default="")
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    # Nobody where the partner said so by the link.
    settled_by = models.ForeignKey(
        User,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = UndertakingQuerySet.as_manager()

    policy_resource = "undertaking"
    scope_area = "joint__dispute__area_id"
    scope_assigned = "joint__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"what", "result"})

    class Meta:
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=UndertakingStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=ONE_WHO, name="%(app_label)s_%(class)s_by_one"
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open", settled_at__isnull=True, settled_by__isnull=True
                )
                | (~Q(status="open") & Q(settled_at__isnull=False)),
                name="%(app_label)s_%(class)s_settled_iff_not_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="disputes_undertaking_open",
                condition=Q(status="open"),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_undertaking_upd"),
        ]

    def __str__(self):
        return f"{self.joint} · {self.who}"

    def get_absolute_url(self):
        return reverse("disputes:undertaking_detail", args=[self.pk])

    @property
    def who(self) -> str:
        """The one who promised."""
        if self.invitation_id:
            return self.invitation.who
        return self.party.name if self.party_id else self.officer.name

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.joint.area

    @property
    def is_open(self) -> bool:
        return self.status == UndertakingStatus.OPEN
