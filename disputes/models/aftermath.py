"""What became of a dispute: by when its agreement had to be kept, who went back when.

Kept by triggers of the database (see ``disputes.measures.aftermath_sql``) from the
records it follows from, so that each fact is one column of one row: figures count it
without looking through agreements and follow-ups.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.mediation import AgreementStatus
from disputes.workflow.warning import CriminalKind
from station.models import Area
from station.scoping import ScopedQuerySet


class Aftermath(models.Model):
    """One row for each dispute with an agreement, a next-day follow-up or a crime."""

    dispute = models.OneToOneField(
        Dispute, on_delete=models.CASCADE, related_name="aftermath"
    )
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    agreement_due_on = models.DateField(_("agreement to be kept by"), null=True)
    agreement_status = models.CharField(
        _("agreement"), max_length=10, choices=AgreementStatus, blank=True, default=""
    )
    follow_due_on = models.DateField(_("next-day follow-up due"), null=True)
    gone_back_on = models.DateField(_("gone back"), null=True)
    turned_on = models.DateField(_("day it turned"), null=True)
    turned_into = models.CharField(
        _("what it turned into"),
        max_length=16,
        choices=CriminalKind,
        blank=True,
        default="",
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("what became of a dispute")
        verbose_name_plural = _("what became of disputes")
        indexes = [
            models.Index(
                fields=["area", "agreement_due_on"], name="disputes_aftermath_kept"
            ),
            models.Index(
                fields=["area", "follow_due_on"], name="disputes_aftermath_back"
            ),
            models.Index(
                fields=["turned_on"],
                name="disputes_aftermath_turned",
                condition=Q(turned_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.dispute.number

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()
