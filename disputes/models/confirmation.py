"""Judicial confirmation (司法确认): the court makes an agreement enforceable."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.agreement import SEALED_TEXTS, Agreement
from disputes.workflow.agreements import (
    CONFIRMATION_OPEN,
    ConfirmationStatus,
    Obstacle,
)
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class ConfirmationQuerySet(ScopedQuerySet):
    """Applications asked for by where they stand."""

    def open(self):
        """The court has not ruled."""
        return self.filter(status__in=CONFIRMATION_OPEN)

    def for_list(self):
        sealed = [f"agreement__{name}" for name in SEALED_TEXTS]
        return self.select_related("agreement__dispute__area").defer("reason", *sealed)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class JudicialConfirmation(SealedModel, VersionedModel):
    """Both parties asked the court together, and what became of it."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="confirmations"
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ConfirmationStatus,
        default=ConfirmationStatus.APPLIED,
    )
    court = models.CharField(_("court"), max_length=80)
    applied_on = models.DateField(_("applied for"))
    due_on = models.DateField(_("last day to apply"))
    # What was asked before, and which of it the office said yes to.
    asked = ArrayField(
        models.CharField(max_length=16, choices=Obstacle),
        verbose_name=_("checked"),
        default=list,
    )
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    answered_on = models.DateField(_("answered by the court"), null=True, blank=True)
    ruled_on = models.DateField(_("ruling"), null=True, blank=True)
    reason = EncryptedTextField(_("reason"), blank=True, default="")
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ConfirmationQuerySet.as_manager()

    policy_resource = "agreement"
    scope_area = "agreement__dispute__area_id"
    scope_assigned = "agreement__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"reason"})

    class Meta:
        verbose_name = _("judicial confirmation")
        verbose_name_plural = _("judicial confirmations")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ConfirmationStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=["applied", "accepted", "confirmed"]),
                name="%(app_label)s_%(class)s_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(applied_on__lte=models.F("due_on")),
                name="%(app_label)s_%(class)s_in_time",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["applied", "withdrawn"], ruled_on__isnull=True)
                    | Q(
                        status__in=["accepted", "not_accepted"],
                        answered_on__isnull=False,
                        ruled_on__isnull=True,
                    )
                    | Q(
                        status__in=["confirmed", "rejected"],
                        answered_on__isnull=False,
                        ruled_on__isnull=False,
                    )
                ),
                name="%(app_label)s_%(class)s_dated_by_its_status",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="disputes_confirm_upd"),
        ]

    def __str__(self):
        return f"{self.agreement.number} · {self.court}"

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.agreement.dispute.area

    @property
    def is_open(self) -> bool:
        return self.status in CONFIRMATION_OPEN
