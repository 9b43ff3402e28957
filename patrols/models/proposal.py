"""Proposed rosters: who where, how good it is, and why somebody was or was not taken."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.roster import RosterPeriod
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.rosters import ProposalStatus
from station.models import Job, User, VersionedModel


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["result"])
class RosterProposal(OfLedTeam, VersionedModel):
    """What the solver found for a roster; nobody is on a shift until it is accepted.

    ``result`` holds ids and codes only: places, reasons, and how far from the best.
    """

    period = models.ForeignKey(
        RosterPeriod,
        verbose_name=_("roster"),
        on_delete=models.CASCADE,
        related_name="proposals",
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ProposalStatus,
        default=ProposalStatus.ASKED,
    )
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    ready_at = models.DateTimeField(_("worked out"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    needed = models.PositiveIntegerField(_("free places"), default=0)
    covered = models.PositiveIntegerField(_("places filled"), default=0)
    # At most so many could have been filled, as far as is proven.
    bound = models.PositiveIntegerField(_("most that can be filled"), default=0)
    is_optimal = models.BooleanField(_("proven to be the best"), default=False)
    seconds = models.FloatField(_("seconds"), default=0)
    result = models.JSONField(default=dict)

    objects = TeamScopedQuerySet.as_manager()

    policy_resource = "roster"
    scope_area = "period__team__area_id"
    scope_team = "period__team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("proposed roster")
        verbose_name_plural = _("proposed rosters")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ProposalStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(covered__lte=models.F("needed")),
                name="%(app_label)s_%(class)s_covers_what_is_needed",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(status__in=["asked", "ready"]),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["period", "-id"], name="patrols_proposal_period"),
            models.Index(fields=["updated_at", "id"], name="patrols_proposal_upd"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.period}"

    def get_absolute_url(self):
        return reverse("patrols:proposal_detail", args=[self.pk])
