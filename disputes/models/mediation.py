"""Mediations (调解): every sitting with the parties, and what came out of it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.mediator import Mediator
from disputes.workflow.intake import Track
from disputes.workflow.law import SecondBecause
from disputes.workflow.mediation import MediationKind, MediationOutcome, MediationPlace
from station.fields import EncryptedTextField
from station.models import SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class MediationQuerySet(ScopedQuerySet):
    """Mediations asked for by whether they were held."""

    def held(self):
        return self.filter(
            outcome__in=[MediationOutcome.AGREED, MediationOutcome.NOT_AGREED]
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Mediation(SealedModel, VersionedModel):
    """One sitting: when, where, before whom, what was said and whether they agreed."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="mediations"
    )
    ordinal = models.PositiveSmallIntegerField(_("number of the sitting"))
    kind = models.CharField(_("kind"), max_length=12, choices=MediationKind)
    track = models.CharField(_("legal track"), max_length=16, choices=Track)
    held_at = models.DateTimeField(_("held"))
    place_kind = models.CharField(_("place"), max_length=14, choices=MediationPlace)
    place = models.CharField(_("where"), max_length=120, blank=True)
    officers = models.ManyToManyField(
        User, verbose_name=_("officers"), blank=True, related_name="+"
    )
    mediator = models.ForeignKey(
        Mediator,
        verbose_name=_("mediator in the chair"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mediations",
    )
    recording = models.CharField(_("recording number"), max_length=80, blank=True)
    is_fully_recorded = models.BooleanField(
        _("recorded in sound and picture from start to end"), default=False
    )
    is_public = models.BooleanField(_("open to the public"), default=False)
    facts = EncryptedTextField(_("facts established"), blank=True, default="")
    second_because = models.CharField(
        _("why there is a second session"),
        max_length=8,
        choices=SecondBecause,
        blank=True,
    )
    is_impartial = models.BooleanField(
        _("nobody in the chair is a party, kin or concerned"), default=False
    )
    rights_told = models.BooleanField(_("rights and duties were told"), default=False)
    others_present = models.CharField(_("others present"), max_length=300, blank=True)
    others_agreed = models.BooleanField(
        _("both sides agree to the others"), default=False
    )
    guardian_told_on = models.DateField(
        _("guardian notified on"), null=True, blank=True
    )
    guardian_present = models.CharField(
        _("guardian or suitable adult present"), max_length=120, blank=True
    )
    record = EncryptedTextField(_("record"), blank=True, default="")
    outcome = models.CharField(
        _("what came of it"),
        max_length=12,
        choices=MediationOutcome,
        default=MediationOutcome.PLANNED,
    )
    reason = models.CharField(_("why it was called off"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = MediationQuerySet.as_manager()

    policy_resource = "mediation"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset(
        {"record", "facts", "others_present", "guardian_present", "reason"}
    )

    class Meta:
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        ordering = ["ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "ordinal"],
                condition=~Q(outcome="cancelled"),
                name="%(app_label)s_%(class)s_ordinal",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MediationKind.values)
                & Q(place_kind__in=MediationPlace.values)
                & Q(outcome__in=MediationOutcome.values)
                & Q(track__in=Track.values)
                & Q(second_because__in=["", *SecondBecause.values]),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(outcome="planned"),
                name="%(app_label)s_%(class)s_one_planned",
            ),
        ]
        indexes = [
            models.Index(fields=["-held_at", "-id"], name="disputes_mediation_held"),
            models.Index(
                fields=["held_at", "id"],
                name="disputes_mediation_to_come",
                condition=Q(outcome="planned"),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_mediation_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.ordinal}"

    def get_absolute_url(self):
        return reverse("disputes:mediation_detail", args=[self.pk])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area

    @property
    def is_planned(self) -> bool:
        return self.outcome == MediationOutcome.PLANNED
