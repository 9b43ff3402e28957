"""Agreements (调解协议) and what each side owes by them (履行)."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.mediation import Mediation
from disputes.models.party import DisputeParty
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    ObligationStatus,
)
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Agreement(SealedModel, VersionedModel):
    """What the parties agreed on, on paper or by word of mouth."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="agreements"
    )
    mediation = models.ForeignKey(
        Mediation,
        verbose_name=_("mediation it was reached in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    number = models.CharField(_("number"), max_length=60, unique=True)
    form = models.CharField(_("form"), max_length=16, choices=AgreementForm)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=AgreementStatus,
        default=AgreementStatus.DRAFT,
    )
    facts = EncryptedTextField(_("facts"))
    responsibility = EncryptedTextField(
        _("disputed matter and responsibility"), blank=True, default=""
    )
    terms = EncryptedTextField(_("what was agreed"))
    performance = EncryptedTextField(
        _("how and by when it is performed"), blank=True, default=""
    )
    reached_on = models.DateField(_("reached"))
    effective_on = models.DateField(_("in effect since"), null=True, blank=True)
    is_performed_at_once = models.BooleanField(_("performed at once"), default=False)
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "agreement"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"facts", "responsibility", "terms", "performance"})

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=AgreementForm.values)
                & Q(status__in=AgreementStatus.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "void"])
                | Q(effective_on__isnull=False),
                name="%(app_label)s_%(class)s_dated_when_effective",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(status__in=["draft", "effective", "kept"]),
                name="%(app_label)s_%(class)s_one_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_agreement_dispute"),
            models.Index(fields=["updated_at", "id"], name="disputes_agreement_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("disputes:agreement_detail", args=[self.pk])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Obligation(SealedModel, VersionedModel):
    """What one side must do by when."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="obligations"
    )
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("who owes it"),
        on_delete=models.PROTECT,
        related_name="obligations",
    )
    what = EncryptedTextField(_("what is owed"))
    amount = models.DecimalField(
        _("amount (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    due_on = models.DateField(_("by when"))
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ObligationStatus,
        default=ObligationStatus.OPEN,
    )
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = EncryptedTextField(_("remark"), blank=True, default="")

    objects = ScopedQuerySet.as_manager()

    policy_resource = "obligation"
    scope_area = "agreement__dispute__area_id"
    scope_assigned = "agreement__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"what", "note"})

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ObligationStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open", settled_on__isnull=True, settled_by__isnull=True
                )
                | (
                    ~Q(status="open")
                    & Q(settled_on__isnull=False, settled_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_settled_iff_not_open",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="%(app_label)s_%(class)s_amount_possible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="disputes_obligation_open",
                condition=Q(status="open"),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_obligation_upd"),
        ]

    def __str__(self):
        return f"{self.agreement.number} · {self.party.name}"

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()
