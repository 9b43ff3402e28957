"""Invitations to a joint mediation, and the link a partner answers by."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.joint import JointMediation
from disputes.workflow.joint import Answer, Attendance, JointStatus, PartnerKind
from households.models import Office
from station import phones
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class InvitationQuerySet(ScopedQuerySet):
    """Invitations asked for by whether they count."""

    def standing(self):
        return self.filter(revoked_at=None)

    def unanswered(self):
        return self.standing().filter(
            answer=Answer.PENDING, joint__status=JointStatus.PLANNED
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Invitation(SealedModel, VersionedModel):
    """One partner asked to come: what they answered, and whether they came.

    The code of the link is told once; kept is its fingerprint, so that a new link ends
    the one before.
    """

    joint = models.ForeignKey(
        JointMediation, on_delete=models.PROTECT, related_name="invitations"
    )
    kind = models.CharField(_("kind of partner"), max_length=12, choices=PartnerKind)
    name = models.CharField(_("name"), max_length=60, blank=True)
    organisation = models.CharField(_("office or firm"), max_length=80, blank=True)
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    user = models.ForeignKey(
        User,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    token_hash = models.BinaryField(
        max_length=32, unique=True, null=True, blank=True, editable=False
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("link valid until"), null=True, blank=True)
    first_opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, default=Answer.PENDING
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    words = EncryptedTextField(_("what they wrote"), blank=True, default="")
    attendance = models.CharField(
        _("came"), max_length=8, choices=Attendance, default=Attendance.UNKNOWN
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    policy_resource = "joint_mediation"
    scope_area = "joint__dispute__area_id"
    scope_assigned = "joint__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset(
        {"name", "phone", "phone_masked", "token_hash", "words"}
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=PartnerKind.values,
                    answer__in=Answer.values,
                    attendance__in=Attendance.values,
                ),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=~Q(name="", organisation=""),
                name="%(app_label)s_%(class)s_says_who",
            ),
            models.CheckConstraint(
                condition=Q(answer="pending", answered_at__isnull=True)
                | (~Q(answer="pending") & Q(answered_at__isnull=False)),
                name="%(app_label)s_%(class)s_dated_iff_answered",
            ),
            models.CheckConstraint(
                condition=Q(token_hash__isnull=True)
                | Q(sent_at__isnull=False, expires_at__isnull=False),
                name="%(app_label)s_%(class)s_link_ends",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(
                    revoked_at__isnull=False,
                    revoked_by__isnull=False,
                    token_hash__isnull=True,
                ),
                name="%(app_label)s_%(class)s_no_link_when_revoked",
            ),
            models.UniqueConstraint(
                fields=["joint", "user"],
                condition=Q(revoked_at__isnull=True),
                name="%(app_label)s_%(class)s_account_once",
            ),
        ]
        indexes = [
            models.Index(fields=["joint", "id"], name="disputes_invitation_joint"),
            models.Index(fields=["updated_at", "id"], name="disputes_invitation_upd"),
        ]

    def __str__(self):
        return self.who

    def get_absolute_url(self):
        return self.joint.get_absolute_url()

    @property
    def who(self) -> str:
        """The office, and the person where one is named."""
        return " ".join(part for part in (self.organisation, self.name) if part)

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.joint.area

    @property
    def stands(self) -> bool:
        return self.revoked_at is None

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number)


class ReceivedInvitation(Invitation):
    """The same, as the partner sees it: what is shared, and nothing of the dispute."""

    policy_resource = "invitation"
    scope_area = None
    scope_assigned = "user_id"

    class Meta:
        proxy = True
        verbose_name = _("invitation to us")
        verbose_name_plural = _("invitations to us")

    def get_absolute_url(self):
        return reverse("disputes:invited_detail", args=[self.pk])
