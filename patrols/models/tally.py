"""Tallies: patrols, calls and findings counted by place and hour, ahead of every page.

Rows add up: a change adds a row with the difference and waits for nobody, so two people
checking in at one place never stand in each other's way. Whoever reads sums; a round
folds what has become many rows into one. Triggers of the database write them (see
``patrols.coverage.tally_sql``), however a record was made.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from patrols.models.point import PatrolPoint
from patrols.models.team import Team
from station.models import Area
from station.scoping import ScopedQuerySet


class TallyQuerySet(ScopedQuerySet):
    """Tallies asked for by their days."""

    def between(self, from_on, until_on):
        """From a day until another, both included."""
        return self.filter(day__range=(from_on, until_on))


def amount(label) -> models.IntegerField:
    return models.IntegerField(label, default=0, db_default=0)


class Tally(models.Model):
    """An amount that belongs to a day; rows of the same place and hour add up."""

    day = models.DateField(_("day"))
    # Added since the last folding.
    is_loose = models.BooleanField(default=True, db_default=True)

    objects = TallyQuerySet.as_manager()

    policy_resource = "patrol_coverage"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.day}"


class AreaHour(Tally):
    """What was planned, walked, called and found in an area in one hour of a day."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField(_("hour"))
    planned = amount(_("minutes planned"))
    minutes = amount(_("minutes on patrol"))
    check_ins = amount(_("check-ins"))
    calls = amount(_("calls"))
    findings = amount(_("findings"))

    scope_area = "area_id"

    class Meta:
        verbose_name = _("hour of an area")
        verbose_name_plural = _("hours of areas")
        indexes = [
            models.Index(
                fields=["area", "day", "hour"],
                include=["planned", "minutes", "check_ins", "calls", "findings"],
                name="patrols_areahour_when",
            ),
            models.Index(
                fields=["id"],
                name="patrols_areahour_loose",
                condition=models.Q(is_loose=True),
            ),
        ]


class PointHour(Tally):
    """How often patrols passed a point in one hour of a day, and what they found."""

    point = models.ForeignKey(PatrolPoint, on_delete=models.CASCADE, related_name="+")
    hour = models.PositiveSmallIntegerField(_("hour"))
    check_ins = amount(_("check-ins"))
    findings = amount(_("findings"))

    scope_area = "point__area_id"

    class Meta:
        verbose_name = _("hour of a patrol point")
        verbose_name_plural = _("hours of patrol points")
        indexes = [
            models.Index(
                fields=["point", "day", "hour"],
                include=["check_ins", "findings"],
                name="patrols_pointhour_when",
            ),
            models.Index(
                fields=["id"],
                name="patrols_pointhour_loose",
                condition=models.Q(is_loose=True),
            ),
        ]


class TeamDay(Tally):
    """What a team did in an area on one day."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    patrols = amount(_("patrols"))
    minutes = amount(_("minutes that count"))
    check_ins = amount(_("check-ins"))
    doubtful = amount(_("check-ins that look odd"))

    scope_area = "area_id"

    class Meta:
        verbose_name = _("day of a team")
        verbose_name_plural = _("days of teams")
        indexes = [
            models.Index(
                fields=["area", "day", "team"],
                include=["patrols", "minutes", "check_ins", "doubtful"],
                name="patrols_teamday_when",
            ),
            models.Index(
                fields=["id"],
                name="patrols_teamday_loose",
                condition=models.Q(is_loose=True),
            ),
        ]
