"""The five steps of a dispute: when each was done and by whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow import Step
from station.models import User
from station.scoping import ScopedQuerySet


class DisputeStep(models.Model):
    """One of the five steps, dated and signed."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=16, choices=Step)
    done_at = models.DateTimeField(_("done"))
    signed_by = models.ForeignKey(
        User, verbose_name=_("signed by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("step of a dispute")
        verbose_name_plural = _("steps of disputes")
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "step"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(step__in=Step.values),
                name="%(app_label)s_%(class)s_step_valid",
            ),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_step_display()}"
