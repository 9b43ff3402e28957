"""Swaps of places."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patrols.models.sign_up import SignUp
from patrols.models.volunteer import Volunteer
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.rosters import SwapStatus
from station.models import User, VersionedModel


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Swap(OfLedTeam, VersionedModel):
    """A place offered to others: one takes it over, or gives one of theirs for it."""

    sign_up = models.ForeignKey(
        SignUp,
        verbose_name=_("place offered"),
        on_delete=models.PROTECT,
        related_name="swaps",
    )
    # Nobody: whoever of the team comes first.
    offered_to = models.ForeignKey(
        Volunteer,
        verbose_name=_("offered to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="swaps_offered",
    )
    taken_by = models.ForeignKey(
        Volunteer,
        verbose_name=_("taken by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="swaps_taken",
    )
    in_return = models.ForeignKey(
        SignUp,
        verbose_name=_("place given for it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=SwapStatus, default=SwapStatus.OFFERED
    )
    note = models.CharField(_("remark"), max_length=200, blank=True)
    offered_at = models.DateTimeField(_("offered"))
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TeamScopedQuerySet.as_manager()

    policy_resource = "swap"
    scope_area = "sign_up__shift__area_id"
    scope_member = "sign_up__shift__team_id"
    scope_team = "sign_up__shift__team_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("swap of places")
        verbose_name_plural = _("swaps of places")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SwapStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="%(app_label)s_%(class)s_taken_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["sign_up"],
                condition=Q(status__in=["offered", "taken"]),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["sign_up", "-id"], name="patrols_swap_place"),
            models.Index(fields=["updated_at", "id"], name="patrols_swap_upd"),
        ]

    def __str__(self):
        return str(self.sign_up)

    def get_absolute_url(self):
        return self.sign_up.get_absolute_url()
