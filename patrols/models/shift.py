"""Shifts (班次), the places on them, and swaps of places."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.kind import PatrolKind
from patrols.models.point import Route
from patrols.models.roster import RosterPeriod, RosterTemplate
from patrols.models.team import Team
from patrols.models.volunteer import Volunteer
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.people import Skill
from patrols.workflow.rosters import (
    HOLDING,
    RUNNING,
    Attendance,
    ShiftStatus,
    SignUpStatus,
    Source,
    SwapStatus,
)
from station import phrasing
from station.models import Area, User, VersionedModel


class ShiftQuerySet(TeamScopedQuerySet):
    """Shifts asked for by time and by whether they stand."""

    def standing(self):
        """Published and not cancelled."""
        return self.filter(status=ShiftStatus.OPEN)

    def upcoming(self, *, at):
        return self.filter(ends_at__gt=at)

    def for_list(self):
        return self.select_related("team", "area", "kind", "route")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Shift(OfLedTeam, VersionedModel):
    """A time and a place with room for so many; whoever is on it stands in sign-ups."""

    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        PatrolKind,
        verbose_name=_("kind of patrol"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    route = models.ForeignKey(
        Route,
        verbose_name=_("patrol route"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    needed = models.PositiveSmallIntegerField(_("people needed"), default=2)
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills one of them has"),
        default=list,
        blank=True,
    )
    is_risky = models.BooleanField(_("carries personal risk"), default=False)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ShiftStatus, default=ShiftStatus.PLANNED
    )
    period = models.ForeignKey(
        RosterPeriod,
        verbose_name=_("roster"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    template = models.ForeignKey(
        RosterTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(_("why cancelled"), max_length=200, blank=True)

    objects = ShiftQuerySet.as_manager()

    policy_resource = "shift"
    scope_area = "area_id"
    scope_member = "team_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=1, needed__lte=60),
                name="%(app_label)s_%(class)s_needed_possible",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ShiftStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="cancelled",
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                )
                | (
                    ~Q(status="cancelled")
                    & Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                ),
                name="%(app_label)s_%(class)s_cancelled_iff_cancelled",
            ),
            # One weekly shift makes one shift a day, however often a roster is filled.
            models.UniqueConstraint(
                fields=["template", "starts_at"],
                condition=Q(template__isnull=False),
                name="%(app_label)s_%(class)s_once_of_template",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "starts_at", "id"], name="patrols_shift_area"),
            models.Index(fields=["team", "starts_at", "id"], name="patrols_shift_team"),
            models.Index(fields=["updated_at", "id"], name="patrols_shift_upd"),
        ]

    def __str__(self):
        return f"{phrasing.in_full(self.starts_at)} · {self.place_name}"

    def get_absolute_url(self):
        return reverse("patrols:shift_detail", args=[self.pk])

    @property
    def place_name(self) -> str:
        """Where it is, in as few words as a list has room for."""
        if self.place:
            return self.place
        return self.route.name if self.route_id else self.area.name

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_standing(self) -> bool:
        return self.status == ShiftStatus.OPEN


class SignUpQuerySet(TeamScopedQuerySet):
    """Places asked for by whether they hold."""

    def holding(self):
        return self.filter(status__in=HOLDING)

    def running(self):
        return self.filter(status__in=RUNNING)

    def for_list(self):
        return self.select_related(
            "volunteer",
            "shift__team",
            "shift__area",
            "shift__kind",
            "shift__route",
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SignUp(OfLedTeam, VersionedModel):
    """Somebody's place on a shift, or on its waiting list.

    The database itself keeps anybody from holding two places at the same hour.
    """

    shift = models.ForeignKey(
        Shift,
        verbose_name=_("shift"),
        on_delete=models.PROTECT,
        related_name="sign_ups",
    )
    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.PROTECT,
        related_name="sign_ups",
    )
    status = models.CharField(_("status"), max_length=10, choices=SignUpStatus)
    source = models.CharField(_("how it came"), max_length=8, choices=Source)
    # The times of the shift, here for the constraint; moved with it.
    span = DateTimeRangeField(editable=False)
    asked_at = models.DateTimeField(_("signed up"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    is_short_notice = models.BooleanField(_("withdrawn at short notice"), default=False)
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance, blank=True
    )

    objects = SignUpQuerySet.as_manager()

    policy_resource = "sign_up"
    scope_area = "shift__area_id"
    scope_own = "volunteer__user_id"
    scope_team = "shift__team_id"
    PERSONAL_FIELDS = frozenset({"reason"})

    class Meta:
        verbose_name = _("place on a shift")
        verbose_name_plural = _("places on shifts")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SignUpStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values),
                name="%(app_label)s_%(class)s_source_valid",
            ),
            models.CheckConstraint(
                condition=Q(attendance="")
                | Q(attendance__in=Attendance.values, status="confirmed"),
                name="%(app_label)s_%(class)s_attended_only_confirmed",
            ),
            models.UniqueConstraint(
                fields=["shift", "volunteer"],
                condition=Q(status__in=RUNNING),
                name="%(app_label)s_%(class)s_once_a_shift",
            ),
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_no_double_booking",
                expressions=[
                    ("volunteer", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=HOLDING),
            ),
        ]
        indexes = [
            models.Index(
                fields=["shift", "asked_at", "id"],
                name="patrols_signup_running",
                condition=Q(status__in=RUNNING),
            ),
            models.Index(fields=["shift", "id"], name="patrols_signup_shift"),
            models.Index(fields=["volunteer", "-id"], name="patrols_signup_mine"),
            models.Index(fields=["updated_at", "id"], name="patrols_signup_upd"),
        ]

    def __str__(self):
        return f"{self.volunteer} · {self.shift}"

    def get_absolute_url(self):
        return self.shift.get_absolute_url()

    @property
    def holds(self) -> bool:
        return self.status in HOLDING


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
