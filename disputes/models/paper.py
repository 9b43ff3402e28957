"""The dossier of a mediation (卷宗) and the papers in it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.party import DisputeParty
from disputes.workflow.papers import PaperKind, PaperStatus, SignerRole
from station.fields import EncryptedTextField
from station.models import Attachment, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class Dossier(VersionedModel):
    """The file of a people's mediation, numbered when it was accepted (人调字)."""

    dispute = models.OneToOneField(
        Dispute, on_delete=models.PROTECT, related_name="dossier"
    )
    number = models.CharField(_("number"), max_length=80)
    committee = models.CharField(_("mediation committee"), max_length=120)
    series = models.CharField(max_length=60, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    ordinal = models.PositiveIntegerField(_("figure in the series"))
    accepted_on = models.DateField(_("accepted"))
    accepted_by = models.ForeignKey(
        User, verbose_name=_("accepted by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "paper"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "ordinal"], name="%(app_label)s_%(class)s_figure_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-year", "-ordinal", "id"], name="disputes_dossier_year"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("disputes:papers", args=[self.dispute_id])


class DisputePaperQuerySet(ScopedQuerySet):
    """Papers asked for by whether they still count."""

    def standing(self):
        return self.exclude(status=PaperStatus.VOID)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DisputePaper(SealedModel, VersionedModel):
    """One paper of a dispute: what was written for it, who signed, its scans."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="papers"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    ordinal = models.PositiveSmallIntegerField(_("figure among its kind"))
    status = models.CharField(
        _("status"), max_length=8, choices=PaperStatus, default=PaperStatus.DRAFT
    )
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
    )
    person = models.CharField(_("person"), max_length=60, blank=True)
    happened_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=120, blank=True)
    matter = EncryptedTextField(_("what is asked"), blank=True, default="")
    text = EncryptedTextField(_("text"), blank=True, default="")
    made_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    content_hash = models.CharField(
        _("hash of the content"), max_length=64, blank=True, editable=False
    )

    objects = DisputePaperQuerySet.as_manager()

    policy_resource = "paper"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"person", "matter", "text"})

    class Meta:
        verbose_name = _("paper of a dispute")
        verbose_name_plural = _("papers of disputes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values)
                & Q(status__in=PaperStatus.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.UniqueConstraint(
                fields=["dispute", "kind", "ordinal"],
                condition=~Q(status="void"),
                name="%(app_label)s_%(class)s_ordinal",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed")
                | (Q(signed_at__isnull=False) & ~Q(content_hash="")),
                name="%(app_label)s_%(class)s_hashed_when_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_paper_dispute"),
            models.Index(fields=["updated_at", "id"], name="disputes_paper_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_kind_display()} {self.ordinal}"

    def get_absolute_url(self):
        return reverse("disputes:paper_detail", args=[self.pk])

    @property
    def area(self):
        """Where it lies, as its dispute does."""
        return self.dispute.area


class PaperSignature(models.Model):
    """One hand under a paper, over the content it had at that moment."""

    paper = models.ForeignKey(
        DisputePaper, on_delete=models.PROTECT, related_name="signatures"
    )
    role = models.CharField(_("signs as"), max_length=10, choices=SignerRole)
    name = models.CharField(_("name"), max_length=60)
    picture = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+"
    )
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    signed_at = models.DateTimeField(_("signed"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    policy_resource = "paper"
    scope_area = "paper__dispute__area_id"
    scope_assigned = "paper__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"name"})

    class Meta:
        verbose_name = _("signature under a paper")
        verbose_name_plural = _("signatures under papers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=SignerRole.values) & ~Q(content_hash=""),
                name="%(app_label)s_%(class)s_role_valid",
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.get_role_display()}"
