"""Safeguards (保护措施): what is owed in domestic violence and to minors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.safeguards import SafeguardKind
from households.models import FollowUp
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class Safeguard(SealedModel, VersionedModel):
    """One step: planned until somebody did it, or said why it is not needed."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="safeguards"
    )
    kind = models.CharField(_("step"), max_length=20, choices=SafeguardKind)
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_needless = models.BooleanField(_("not needed"), default=False)
    note = EncryptedTextField(_("note"), blank=True, default="")
    follow_up = models.ForeignKey(
        FollowUp,
        verbose_name=_("follow-up"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("safeguard")
        verbose_name_plural = _("safeguards")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "kind"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SafeguardKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="%(app_label)s_%(class)s_done_by_somebody",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def is_open(self) -> bool:
        return self.done_on is None
