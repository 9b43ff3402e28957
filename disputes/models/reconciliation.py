"""Settled without the police (自行和解): kept, applied for in writing, no penalty."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disputes.models.agreement import Agreement
from disputes.models.dispute import Dispute
from disputes.workflow.reconciliation import ReconciledHow, ReconciliationStatus
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class ReconciliationQuerySet(ScopedQuerySet):
    """Applications asked for by where they stand."""

    def open(self):
        """The station has not answered."""
        return self.filter(status=ReconciliationStatus.APPLIED)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Reconciliation(SealedModel, VersionedModel):
    """Both parties ask in writing that what they settled and kept be not punished."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="reconciliations"
    )
    how = models.CharField(
        _("how they settled it"), max_length=12, choices=ReconciledHow
    )
    # Of the committee, where it was settled there.
    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ReconciliationStatus,
        default=ReconciliationStatus.APPLIED,
    )
    terms = EncryptedTextField(_("what they agreed on"), blank=True, default="")
    reached_on = models.DateField(_("reached"))
    performed_on = models.DateField(_("performed"))
    applied_on = models.DateField(_("applied for"))
    article = models.CharField(_("article"), max_length=200)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it is not accepted"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ReconciliationQuerySet.as_manager()

    policy_resource = "agreement"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"terms", "reason"})

    class Meta:
        verbose_name = _("settlement among the parties")
        verbose_name_plural = _("settlements among the parties")
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=ReconciledHow.values)
                & Q(status__in=ReconciliationStatus.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(reached_on__lte=F("performed_on"))
                & Q(performed_on__lte=F("applied_on")),
                name="%(app_label)s_%(class)s_kept_before_applied",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="applied", decided_on__isnull=True, decided_by__isnull=True
                )
                | (
                    ~Q(status="applied")
                    & Q(decided_on__isnull=False, decided_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_dated_iff_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""),
                name="%(app_label)s_%(class)s_refused_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(status__in=["applied", "accepted"]),
                name="%(app_label)s_%(class)s_one_standing",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_reconcile_disp"),
            models.Index(fields=["updated_at", "id"], name="disputes_reconcile_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_how_display()}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area

    @property
    def is_open(self) -> bool:
        return self.status == ReconciliationStatus.APPLIED
