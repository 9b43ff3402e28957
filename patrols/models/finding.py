"""Findings (巡防发现): what patrols saw and did, followed until it is settled."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from patrols.models.patrol import Patrol
from patrols.models.point import PatrolPoint
from patrols.models.team import Team
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.findings import TO_SETTLE, FindingKind, FindingStatus
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.pairs import Pairs


class FindingQuerySet(TeamScopedQuerySet):
    """Findings asked for by what is owed."""

    def unsettled(self):
        return self.exclude(status=FindingStatus.CLOSED)

    def overdue(self, *, at):
        return self.unsettled().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related(
            "area", "point", "team", "owner", "reported_by"
        ).defer("details", "result")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Finding(OfLedTeam, SealedModel, VersionedModel):
    """Something a patrol found or did; what is open has an owner and a deadline."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=FindingKind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    point = models.ForeignKey(
        PatrolPoint,
        verbose_name=_("patrol point"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    cell = models.CharField(max_length=15, blank=True, editable=False)  # H3, size 9
    patrol = models.ForeignKey(
        Patrol,
        verbose_name=_("patrol"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    reported_by = models.ForeignKey(
        User, verbose_name=_("reported by"), on_delete=models.PROTECT, related_name="+"
    )
    found_at = models.DateTimeField(_("found"))
    what = models.CharField(_("what it is"), max_length=200)
    details = EncryptedTextField(_("details"), blank=True, default="")
    # People a talk reached, children led across, people helped.
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=FindingStatus)
    owner = models.ForeignKey(
        User,
        verbose_name=_("who sees to it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    # To whom it was passed on: an office, or the record it became.
    passed_to = models.CharField(_("passed on to"), max_length=120, blank=True)
    closed_at = models.DateTimeField(_("settled"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = EncryptedTextField(_("result"), blank=True, default="")

    objects = FindingQuerySet.as_manager()

    policy_resource = "finding"
    scope_area = "area_id"
    scope_own = "reported_by_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset({"details", "result"})

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FindingKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FindingStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="closed", closed_at__isnull=False, closed_by__isnull=False
                )
                | (
                    ~Q(status="closed")
                    & Q(closed_at__isnull=True, closed_by__isnull=True)
                    & Q(owner__isnull=False, due_at__isnull=False)
                ),
                name="%(app_label)s_%(class)s_open_is_owed",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=Decimal(-90),
                    latitude__lte=Decimal(90),
                    longitude__gte=Decimal(-180),
                    longitude__lte=Decimal(180),
                ),
                name="%(app_label)s_%(class)s_position_possible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-found_at", "-id"], name="patrols_finding_area"
            ),
            models.Index(
                fields=["owner", "due_at", "id"],
                name="patrols_finding_owed",
                condition=~Q(status="closed"),
            ),
            models.Index(
                fields=["area", "due_at", "id"],
                name="patrols_finding_due",
                condition=~Q(status="closed"),
            ),
            models.Index(fields=["patrol", "id"], name="patrols_finding_patrol"),
            models.Index(fields=["updated_at", "id"], name="patrols_finding_upd"),
            GinIndex(Pairs("what", "place"), name="patrols_finding_words"),
        ]

    def __str__(self):
        return f"{self.number} {self.what}"

    def get_absolute_url(self):
        return reverse("patrols:finding_detail", args=[self.pk])

    @property
    def lookout_url(self) -> str:
        """Its page for everybody on duty."""
        return reverse("patrols:lookout_detail", args=[self.pk])

    @property
    def is_settled(self) -> bool:
        return self.status == FindingStatus.CLOSED

    @property
    def where(self) -> str:
        """The point or the place, in words."""
        return self.place or (self.point.name if self.point_id else "")

    @property
    def is_to_settle(self) -> bool:
        """Has this kind to be followed until it is settled?"""
        return self.kind in TO_SETTLE
