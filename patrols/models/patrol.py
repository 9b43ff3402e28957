"""Patrols as they were walked, check-ins at points, and tracks."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models.kind import PatrolKind
from patrols.models.point import PatrolPoint
from patrols.models.sign_up import SignUp
from patrols.models.team import Team
from patrols.models.volunteer import Volunteer
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.patrols import Doubt, PatrolEnd, Way
from station import phrasing
from station.fields import EncryptedTextField
from station.models import (
    AppendOnlyModel,
    Area,
    SealedModel,
    TimeStampedModel,
    User,
    VersionedModel,
)


class PatrolQuerySet(TeamScopedQuerySet):
    """Patrols asked for by whether somebody is out."""

    def running(self):
        return self.filter(ended_at__isnull=True)

    def for_list(self):
        return self.select_related("volunteer", "team", "area", "kind")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Patrol(OfLedTeam, SealedModel, VersionedModel):
    """One volunteer out on patrol, from going on duty to going off."""

    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=_("volunteer"),
        on_delete=models.PROTECT,
        related_name="patrols",
    )
    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="patrols",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        PatrolKind,
        verbose_name=_("kind of patrol"),
        on_delete=models.PROTECT,
        related_name="patrols",
    )
    # Nothing: out of one's own accord, outside the roster.
    sign_up = models.OneToOneField(
        SignUp,
        verbose_name=_("place on a shift"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="patrol",
    )
    started_at = models.DateTimeField(_("on duty since"))
    ended_at = models.DateTimeField(_("off duty at"), null=True, blank=True)
    end = models.CharField(
        _("how it ended"), max_length=8, choices=PatrolEnd, blank=True
    )
    # What counts as service: the part within the shift, in minutes.
    minutes = models.PositiveSmallIntegerField(_("minutes that count"), default=0)
    is_tracked = models.BooleanField(_("track is recorded"), default=False)
    distance_m = models.PositiveIntegerField(_("metres walked"), null=True, blank=True)
    checks = models.JSONField(_("checklist"), default=dict, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PatrolQuerySet.as_manager()

    policy_resource = "patrol"
    scope_area = "area_id"
    scope_own = "volunteer__user_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("patrol")
        verbose_name_plural = _("patrols")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="", minutes=0)
                | Q(
                    ended_at__isnull=False,
                    ended_at__gte=F("started_at"),
                    end__in=PatrolEnd.values,
                ),
                name="%(app_label)s_%(class)s_ended_somehow",
            ),
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(ended_at__isnull=True),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-started_at", "-id"], name="patrols_patrol_area"
            ),
            models.Index(
                fields=["team", "-started_at", "-id"], name="patrols_patrol_team"
            ),
            models.Index(
                fields=["volunteer", "-started_at", "-id"], name="patrols_patrol_mine"
            ),
            models.Index(
                fields=["area", "id"],
                name="patrols_patrol_out",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=["updated_at", "id"], name="patrols_patrol_upd"),
        ]

    def __str__(self):
        return f"{self.volunteer} · {phrasing.in_full(self.started_at)}"

    def get_absolute_url(self):
        return reverse("patrols:patrol_detail", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class CheckInQuerySet(TeamScopedQuerySet):
    """Check-ins asked for by what looks odd."""

    def doubtful(self):
        return self.exclude(doubts=[])

    def for_list(self):
        return self.select_related("point", "area", "patrol__volunteer", "patrol__team")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CheckIn(OfLedTeam, TimeStampedModel):
    """Somebody was at a point: when, how it was proved, and what looks odd.

    Where the person stood is not kept, only how far from the point that was.
    """

    patrol = models.ForeignKey(
        Patrol,
        verbose_name=_("patrol"),
        on_delete=models.PROTECT,
        related_name="check_ins",
    )
    point = models.ForeignKey(
        PatrolPoint,
        verbose_name=_("patrol point"),
        on_delete=models.PROTECT,
        related_name="check_ins",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(pgettext_lazy("check-in", "when"))
    received_at = models.DateTimeField(_("received"))
    way = models.CharField(pgettext_lazy("check-in", "how"), max_length=8, choices=Way)
    distance_m = models.PositiveIntegerField(
        _("metres from the point"), null=True, blank=True
    )
    accuracy_m = models.PositiveIntegerField(
        _("accuracy in metres"), null=True, blank=True
    )
    has_screen_code = models.BooleanField(
        _("with the code of the screen"), default=False
    )
    doubts = ArrayField(
        models.CharField(max_length=12, choices=Doubt),
        verbose_name=_("what looks odd"),
        default=list,
        blank=True,
    )
    confirmed_by = models.ForeignKey(
        User,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Struck out by an officer with a reason; what was sent stays readable.
    struck_at = models.DateTimeField(_("struck out"), null=True, blank=True)
    struck_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    strike_reason = models.CharField(_("why struck out"), max_length=200, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CheckInQuerySet.as_manager()

    policy_resource = "check_in"
    scope_area = "area_id"
    scope_own = "patrol__volunteer__user_id"
    scope_team = "patrol__team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=Way.values),
                name="%(app_label)s_%(class)s_way_valid",
            ),
            models.CheckConstraint(
                condition=Q(way="captain", confirmed_by__isnull=False)
                | (~Q(way="captain") & Q(confirmed_by__isnull=True)),
                name="%(app_label)s_%(class)s_captain_confirms",
            ),
            models.CheckConstraint(
                condition=Q(
                    struck_at__isnull=True, struck_by__isnull=True, strike_reason=""
                )
                | (
                    Q(struck_at__isnull=False, struck_by__isnull=False)
                    & ~Q(strike_reason="")
                ),
                name="%(app_label)s_%(class)s_struck_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["patrol", "at", "id"], name="patrols_checkin_patrol"),
            models.Index(fields=["point", "-at", "-id"], name="patrols_checkin_point"),
            models.Index(fields=["area", "-at", "-id"], name="patrols_checkin_area"),
            models.Index(fields=["updated_at", "id"], name="patrols_checkin_upd"),
        ]

    def __str__(self):
        return f"{self.point} · {phrasing.in_full(self.at)}"

    def get_absolute_url(self):
        return reverse("patrols:patrol_detail", args=[self.patrol_id])


class TrackPiece(SealedModel, AppendOnlyModel):
    """A stretch of a track: recorded only on duty and only with consent."""

    patrol = models.ForeignKey(
        Patrol, on_delete=models.PROTECT, related_name="track_pieces"
    )
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    size = models.PositiveSmallIntegerField(_("positions"))
    # [[seconds since from_at, latitude, longitude, accuracy in metres], …]
    positions = EncryptedTextField()
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    received_at = models.DateTimeField()

    PERSONAL_FIELDS = frozenset({"positions"})

    class Meta(AppendOnlyModel.Meta):
        abstract = False
        verbose_name = _("stretch of a track")
        verbose_name_plural = _("stretches of tracks")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gte=F("from_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["patrol", "from_at", "id"], name="patrols_track_patrol"
            )
        ]

    def __str__(self):
        return f"{self.patrol} · {self.size}"

    def get_absolute_url(self):
        return reverse("patrols:patrol_detail", args=[self.patrol_id])
