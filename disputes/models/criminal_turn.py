"""A dispute that turned criminal after all (民转刑): the score is judged by it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.warning import CriminalKind
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class CriminalTurn(SealedModel, TimeStampedModel):
    """The criminal case a dispute became, and how high it had been warned of."""

    dispute = models.OneToOneField(
        Dispute, on_delete=models.PROTECT, related_name="criminal_turn"
    )
    turned_on = models.DateField(_("day it turned"))
    case_number = models.CharField(_("number of the criminal case"), max_length=60)
    kind = models.CharField(
        _("what it turned into"), max_length=16, choices=CriminalKind
    )
    note = EncryptedTextField(_("remark"), blank=True, default="")
    recorded_at = models.DateTimeField(_("written down"))
    recorded_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "warning"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset({"case_number", "note"})

    class Meta:
        verbose_name = _("dispute that turned criminal")
        verbose_name_plural = _("disputes that turned criminal")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CriminalKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["turned_on", "id"], name="disputes_turn_day"),
            models.Index(fields=["updated_at", "id"], name="disputes_turn_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def area(self):
        """Where its dispute was."""
        return self.dispute.area
