"""How often which kind of household is visited: the station's own rules."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.reach import ReachingQuerySet
from households.models.visit import MONTH_DAY
from station.models import Area, VersionedModel


class HouseholdKind(models.TextChoices):
    """By what a household is counted; one household may be of several kinds."""

    ORDINARY = "ordinary", _("Every household")
    NEW = "new", _("Newly moved in")
    RENTED = "tenure_rented", _("Rented housing")
    DORMITORY = "tenure_dormitory", _("Dormitory")
    MIGRANT = "residence_migrant", _("With migrants")
    LODGER = "residence_lodger", _("With lodgers")
    CARED_FOR = "care_any", _("Every cared-for household")
    ELDERLY_ALONE = "care_elderly_alone", _("Elderly person living alone")
    LEFT_BEHIND_CHILD = "care_left_behind_child", _("Child without parents nearby")
    LEFT_BEHIND_ELDER = (
        "care_left_behind_elder",
        _("Elderly person without children nearby"),
    )
    DISABLED = "care_disabled", _("Person with a disability")
    LOW_INCOME = "care_low_income", _("Family in hardship")
    OTHER_CARE = "care_other", _("Other cared-for person")


NEW_FOR = 90  # days for which a household counts as newly moved in


class VisitRuleQuerySet(ReachingQuerySet):
    """Rules asked for by when they hold."""

    def valid(self, *, on):
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on
        )

    def for_list(self):
        return self.select_related("area")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VisitRule(VersionedModel):
    """Households of a kind are visited at least every so many days.

    No law says how often; what the office decided stands here with its source. Where
    several rules fit, the strictest counts.
    """

    class Who(models.TextChoices):
        OFFICER = "officer", _("Community officer")
        AUXILIARY = "auxiliary", _("Auxiliary officer")
        EITHER = "either", _("Either of them")

    area = models.ForeignKey(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        _("kind of household"), max_length=24, choices=HouseholdKind
    )
    every_days = models.PositiveSmallIntegerField(_("at least every … days"))
    from_on = models.DateField(_("valid from"))
    until_on = models.DateField(_("valid until"), null=True, blank=True)
    season_from = models.CharField(
        _("each year from"), max_length=5, blank=True, validators=[MONTH_DAY]
    )
    season_until = models.CharField(
        _("each year until"), max_length=5, blank=True, validators=[MONTH_DAY]
    )
    who = models.CharField(
        _("who goes"), max_length=10, choices=Who, default=Who.EITHER
    )
    source = models.CharField(
        _("where the rule comes from"), max_length=200, blank=True
    )

    objects = VisitRuleQuerySet.as_manager()

    policy_resource = "visit_rule"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("visit rule")
        verbose_name_plural = _("visit rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=HouseholdKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(every_days__range=(1, 1100)),
                name="%(app_label)s_%(class)s_days_sensible",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(season_from="", season_until="")
                | (~Q(season_from="") & ~Q(season_until="")),
                name="%(app_label)s_%(class)s_season_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "kind"], name="households_rule_area"),
            models.Index(
                fields=["kind", "every_days", "id"], name="households_rule_kind"
            ),
            models.Index(fields=["every_days", "id"], name="households_rule_days"),
            models.Index(fields=["from_on", "id"], name="households_rule_from"),
        ]

    def __str__(self):
        return _("%(kind)s: every %(n)s days") % {
            "kind": self.get_kind_display(),
            "n": self.every_days,
        }

    @property
    def season(self) -> str:
        """The part of the year in which it holds, if only in one."""
        return f"{self.season_from} – {self.season_until}" if self.season_from else ""

    def get_absolute_url(self):
        return reverse("households:visit_rule_edit", args=[self.pk])
