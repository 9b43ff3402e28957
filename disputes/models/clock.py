"""Clocks (法定期限): what the law gives time for, started, held and ended."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.law import GOING, ClockReason, ClockState, PauseReason
from station.models import TimeStampedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class ClockQuerySet(ScopedQuerySet):
    """Clocks asked for by whether they go."""

    def going(self):
        return self.filter(state__in=GOING)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Clock(VersionedModel):
    """One limit of the law on one dispute."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="clocks"
    )
    code = models.SlugField(_("limit"), max_length=40)
    reason = models.CharField(_("begun"), max_length=16, choices=ClockReason)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    started_on = models.DateField(_("started"))
    due_on = models.DateField(_("last day"))
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0)
    approved_by = models.CharField(
        _("extension approved by"), max_length=120, blank=True
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ClockState, default=ClockState.RUNNING
    )
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    policy_resource = "clock"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("legal clock")
        verbose_name_plural = _("legal clocks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ClockState.values, reason__in=ClockReason.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("started_on")),
                name="%(app_label)s_%(class)s_due_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(GOING), ended_on__isnull=True)
                | (~Q(state__in=sorted(GOING)) & Q(ended_on__isnull=False)),
                name="%(app_label)s_%(class)s_ended_iff_not_going",
            ),
            models.UniqueConstraint(
                fields=["dispute", "code"],
                condition=Q(state__in=sorted(GOING)),
                name="%(app_label)s_%(class)s_one_going",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_clock_dispute"),
            models.Index(
                fields=["due_on", "id"],
                name="disputes_clock_going",
                condition=Q(state__in=sorted(GOING)),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_clock_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.code}"

    def get_absolute_url(self):
        return reverse("disputes:detail", args=[self.dispute_id])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area

    @property
    def is_going(self) -> bool:
        return self.state in GOING


class ClockPause(TimeStampedModel):
    """Time that does not count, from a day until a day."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="pauses")
    from_on = models.DateField(_("stands still from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=12, choices=PauseReason)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "clock"
    scope_area = "clock__dispute__area_id"
    scope_assigned = "clock__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("pause of a clock")
        verbose_name_plural = _("pauses of clocks")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=PauseReason.values),
                name="%(app_label)s_%(class)s_reason_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(until_on__isnull=True),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["clock", "id"], name="disputes_pause_clock")]

    def __str__(self):
        return f"{self.clock} · {self.get_reason_display()}"
