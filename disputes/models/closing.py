"""After the mediation: going back (回访), review and publication (评晒), the end."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.party import DisputeParty
from disputes.workflow import Outcome
from disputes.workflow.closing import Channel, Occasion, Performance, Satisfaction
from disputes.workflow.intake import Danger
from households.models import FollowUp
from station.fields import EncryptedTextField
from station.models import AppendOnlyModel, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class DisputeFollowUp(SealedModel, VersionedModel):
    """Going back to the parties: promised as a follow-up, settled by this record."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="follow_ups"
    )
    follow_up = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, related_name="dispute_record"
    )
    occasion = models.CharField(_("occasion"), max_length=8, choices=Occasion)
    met = models.ManyToManyField(
        DisputeParty, verbose_name=_("who was met"), blank=True, related_name="+"
    )
    performance = models.CharField(
        _("is the agreement kept"), max_length=12, choices=Performance, blank=True
    )
    satisfaction = models.CharField(
        _("are they satisfied"), max_length=14, choices=Satisfaction, blank=True
    )
    has_sued = models.BooleanField(_("somebody went to court"), default=False)
    dangers = ArrayField(
        models.CharField(max_length=12, choices=Danger),
        verbose_name=_("signs that it flares up again"),
        default=list,
        blank=True,
    )
    is_briefed = models.BooleanField(_("anti-fraud briefing given"), default=False)
    no_briefing_reason = models.CharField(
        _("why there was no briefing"), max_length=120, blank=True
    )
    words = EncryptedTextField(_("what was found"), blank=True, default="")
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"words"})

    class Meta:
        verbose_name = _("follow-up of a dispute")
        verbose_name_plural = _("follow-ups of disputes")
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, recorded_by__isnull=True)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False)
                & ~Q(performance="")
                & ~Q(satisfaction=""),
                name="%(app_label)s_%(class)s_whole_when_recorded",
            ),
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values),
                name="%(app_label)s_%(class)s_occasion_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_followup_dispute"),
            models.Index(fields=["updated_at", "id"], name="disputes_followup_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_occasion_display()}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()


class DisputeReview(SealedModel, AppendOnlyModel):
    """What was learned from a dispute, and what people may read of it."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="reviews"
    )
    words = EncryptedTextField(_("lessons of the mediation"))
    published = models.TextField(_("what is made known, without names"), blank=True)
    channel = models.CharField(_("where"), max_length=14, choices=Channel)
    at = models.DateTimeField(_("reviewed"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset({"words"})

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("review of a dispute")
        verbose_name_plural = _("reviews of disputes")
        constraints = [
            models.CheckConstraint(
                condition=Q(channel="not_published") | ~Q(published=""),
                name="%(app_label)s_%(class)s_published_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "-id"], name="disputes_review_dispute")
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_channel_display()}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()


class ClosingRequest(SealedModel, VersionedModel):
    """A major dispute is closed by the chief; this is how the officer asks for it."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="closing_requests"
    )
    outcome = models.CharField(_("how it turned out"), max_length=12, choices=Outcome)
    result = EncryptedTextField(_("how it ended"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    is_approved = models.BooleanField(_("approved"), null=True)
    reason = models.CharField(_("what is missing"), max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset({"result"})

    class Meta:
        verbose_name = _("request to close a dispute")
        verbose_name_plural = _("requests to close disputes")
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(decided_at__isnull=True),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    is_approved__isnull=True,
                )
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    is_approved__isnull=False,
                ),
                name="%(app_label)s_%(class)s_decided_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_outcome_display()}"

    def get_absolute_url(self):
        return reverse("disputes:detail", args=[self.dispute_id])
