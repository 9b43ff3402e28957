"""The gate (调解准入): which legal track a dispute takes, and by which answers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.intake import Track
from disputes.workflow.law import Exclusion, LawText
from station.models import User
from station.models.base import AppendOnlyModel, AppendOnlyQuerySet
from station.scoping import ScopedQuerySet


class TrackAssessmentQuerySet(AppendOnlyQuerySet, ScopedQuerySet):
    """Answers to the gate, only ever added to."""


class TrackAssessment(AppendOnlyModel):
    """The gate answered once; the newest answer counts."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="assessments"
    )
    law = models.CharField(_("text of the law"), max_length=4, choices=LawText)
    answers = models.JSONField(_("answers"))
    track = models.CharField(_("legal track"), max_length=16, choices=Track)
    exclusion = models.CharField(
        _("what excludes it"), max_length=12, choices=Exclusion, blank=True
    )
    exclusion_words = models.CharField(
        _("why it is unsuitable"), max_length=300, blank=True
    )
    article = models.CharField(_("article"), max_length=200)
    reason = models.CharField(_("why the track changed"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("answered by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("answered"))

    objects = TrackAssessmentQuerySet.as_manager()

    policy_resource = "track"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"exclusion_words", "reason"})

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("legal track")
        verbose_name_plural = _("legal tracks")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    law__in=LawText.values,
                    track__in=Track.values,
                    exclusion__in=["", *Exclusion.values],
                ),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(exclusion="") | ~Q(track=Track.PUBLIC_SECURITY),
                name="%(app_label)s_%(class)s_excluded_is_barred",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "-id"], name="disputes_track_newest")
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_track_display()}"

    def get_absolute_url(self):
        return reverse("disputes:detail", args=[self.dispute_id])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area
