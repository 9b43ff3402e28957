"""Places on shifts and on their waiting lists."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from patrols.models.shift import Shift
from patrols.models.volunteer import Volunteer
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.rosters import (
    HOLDING,
    RUNNING,
    Attendance,
    SignUpStatus,
    Source,
)
from station.models import User, VersionedModel


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
