"""Who mediated from when until when, why it was this person, and who objected."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.mediator import Mediator
from disputes.models.party import DisputeParty
from disputes.workflow.mediators import Chosen, Left
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class AssignmentQuerySet(ScopedQuerySet):
    """Assignments asked for by whether they run."""

    def running(self):
        return self.filter(until_at__isnull=True)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(SealedModel, TimeStampedModel):
    """A mediator was given a dispute; a person decided it and said why."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="assignments"
    )
    mediator = models.ForeignKey(
        Mediator, on_delete=models.PROTECT, related_name="assignments"
    )
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    chosen_how = models.CharField(_("how chosen"), max_length=10, choices=Chosen)
    rank = models.PositiveSmallIntegerField(
        _("place in the proposal"), null=True, blank=True
    )
    reason = EncryptedTextField(_("why this person"), blank=True, default="")
    assigned_by = models.ForeignKey(
        User, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+"
    )
    left_how = models.CharField(
        _("how it ended"), max_length=10, choices=Left, blank=True
    )
    left_reason = EncryptedTextField(_("why it ended"), blank=True, default="")
    left_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "mediator__user_id"
    PERSONAL_FIELDS = frozenset({"reason", "left_reason"})

    class Meta:
        verbose_name = _("assignment of a mediator")
        verbose_name_plural = _("assignments of mediators")
        ordering = ["-from_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(chosen_how__in=Chosen.values)
                & Q(left_how__in=["", *Left.values]),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True, left_by__isnull=True, left_how="")
                | (
                    Q(
                        until_at__isnull=False,
                        until_at__gte=F("from_at"),
                        left_by__isnull=False,
                    )
                    & ~Q(left_how="")
                ),
                name="%(app_label)s_%(class)s_left_iff_ended",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(until_at__isnull=True),
                name="%(app_label)s_%(class)s_one_running",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mediator", "-from_at", "-id"], name="disputes_assignment_of"
            ),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.mediator.name}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()


class MediatorObjection(SealedModel, TimeStampedModel):
    """This mediator is not to mediate this dispute: a party's word, or their own."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="objections"
    )
    mediator = models.ForeignKey(
        Mediator, on_delete=models.PROTECT, related_name="objections"
    )
    # Empty where the mediator stepped back; a party taken off leaves the objection.
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("who objects"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    is_recusal = models.BooleanField(_("stepped back"), default=False)
    reason = EncryptedTextField(_("reason"))
    noted_at = models.DateTimeField(_("noted"))
    noted_by = models.ForeignKey(
        User, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"reason"})

    class Meta:
        verbose_name = _("objection to a mediator")
        verbose_name_plural = _("objections to mediators")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "mediator"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.mediator.name}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()
