"""Teams (义警队) on three levels, and who is in them."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models.volunteer import Volunteer
from patrols.scoping import OfLedTeam, TeamScopedQuerySet
from patrols.workflow.people import ABOVE, LEADING, Level, TeamRole
from station import names
from station.models import Area, VersionedModel
from station.models.post import DateSpan


class TeamQuerySet(TeamScopedQuerySet):
    """Teams asked for by whether they stand."""

    def standing(self):
        return self.filter(dissolved_on__isnull=True)

    def for_list(self):
        return self.select_related("area__parent", "parent")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Team(OfLedTeam, VersionedModel):
    """A team of a town, a village or a group; a group belongs to a village's team."""

    name = models.CharField(_("name of the team"), max_length=60)
    name_sort = models.CharField(max_length=180, blank=True, editable=False)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="teams"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    founded_on = models.DateField(_("founded on"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    # Then who signs up is on the shift once the captain has said yes.
    needs_approval = models.BooleanField(
        _("the captain approves who signs up"), default=False
    )

    objects = TeamQuerySet.as_manager()

    policy_resource = "team"
    scope_area = "area_id"
    scope_member = "pk"
    scope_team = "pk"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("patrol team")
        verbose_name_plural = _("patrol teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="%(app_label)s_%(class)s_level_valid",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.TOWN, parent__isnull=True)
                | ~Q(level=Level.TOWN),
                name="%(app_label)s_%(class)s_town_stands_alone",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                name="%(app_label)s_%(class)s_dissolved_after_founded",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="%(app_label)s_%(class)s_name_once_in_area",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name_sort", "id"], name="patrols_team_name"),
            models.Index(fields=["parent", "name_sort"], name="patrols_team_below"),
            models.Index(fields=["updated_at", "id"], name="patrols_team_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("patrols:team_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:180]

    def may_belong_to(self, other: "Team | None") -> bool:
        """Is the other team one level up? A team of a town stands alone."""
        wanted = ABOVE[self.level]
        return other is None if wanted is None else other and other.level == wanted


class MembershipQuerySet(TeamScopedQuerySet):
    """Memberships asked for by day and by who leads."""

    def current(self):
        return self.filter(until_on__isnull=True)

    def leading(self):
        return self.current().filter(role__in=LEADING)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(OfLedTeam, VersionedModel):
    """Somebody in a team, from when until when; one team has one captain."""

    team = models.ForeignKey(
        Team,
        verbose_name=_("patrol team"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    volunteer = models.ForeignKey(
        Volunteer,
        verbose_name=pgettext_lazy("patrol", "volunteer"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(
        pgettext_lazy("team", "role"),
        max_length=8,
        choices=TeamRole,
        default=TeamRole.MEMBER,
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    policy_resource = "team"
    scope_area = "team__area_id"
    scope_member = "team_id"
    scope_team = "team_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("membership of a team")
        verbose_name_plural = _("memberships of teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=TeamRole.values),
                name="%(app_label)s_%(class)s_role_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role=TeamRole.CAPTAIN, until_on__isnull=True),
                name="%(app_label)s_%(class)s_one_captain",
            ),
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_once_at_a_time",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("volunteer", RangeOperators.EQUAL),
                    (
                        DateSpan("from_on", "until_on", models.Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "role", "id"],
                name="patrols_membership_now",
                condition=Q(until_on__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.volunteer} · {self.team}"

    def get_absolute_url(self):
        return reverse("patrols:team_detail", args=[self.team_id])
