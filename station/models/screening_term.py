"""The words screening goes by: what ships, and what a station adds or leaves out."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from station import policy
from station.models.area import STEP, Area
from station.models.base import TimeStampedModel, VersionedModel
from station.models.user import User
from station.scoping import ScopedQuerySet
from station.screening.codes import CODES, Target


class ScreeningTermQuerySet(ScopedQuerySet):
    """Terms asked for by where they count."""

    def visible_to(self, user, action: str = "view"):
        """Who reads terms also reads those that count for them from above."""
        scope = policy.scope(user, f"{self.model.policy_resource}.{action}")
        own = self.scope_condition(scope, user)
        if action != "view" or scope.is_empty:
            return self.filter(own)
        paths = {
            post.area.path[:end]
            for post in policy.rights(user).posts
            for end in range(STEP, len(post.area.path) + 1, STEP)
        }
        return self.filter(own | Q(area__isnull=True) | Q(area__path__in=paths))

    def in_force(self, *, area: Area):
        """What ships and what the station or county added, without what is off."""
        above = Area.objects.above(area).values("pk")
        off = TermSwitch.objects.filter(area__in=above).values("term")
        own = Q(area__isnull=True) | Q(area__in=above)
        return self.filter(own, is_active=True).exclude(pk__in=off)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ScreeningTerm(VersionedModel):
    """Words that speak for something, or against it where the weight is negative."""

    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: it ships with the product and holds everywhere."),
    )
    target = models.CharField(_("votes on"), max_length=6, choices=Target)
    code = models.CharField(_("for"), max_length=24)
    pattern = models.CharField(
        _("words"),
        max_length=1000,
        help_text=_("Several words with | between them; … stands for a short gap."),
    )
    weight = models.DecimalField(_("weight"), max_digits=4, decimal_places=1)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScreeningTermQuerySet.as_manager()

    policy_resource = "screening_term"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("screening term")
        verbose_name_plural = _("screening terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(target__in=Target.values),
                name="%(app_label)s_%(class)s_target_valid",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=-10, weight__lte=10) & ~Q(weight=0),
                name="%(app_label)s_%(class)s_weight_possible",
            ),
            models.UniqueConstraint(
                fields=["area", "target", "code", "pattern"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
            ),
        ]
        indexes = [
            models.Index(fields=["target", "code", "id"], name="station_term_target"),
            models.Index(fields=["updated_at", "id"], name="station_term_upd"),
        ]

    def __str__(self):
        return self.pattern[:60]

    def get_absolute_url(self):
        return reverse("station:term_edit", args=[self.pk])

    @property
    def words(self) -> str:
        """The words as one reads them, not as they are matched."""
        return self.pattern.replace("|", gettext(", "))

    @property
    def code_label(self):
        """What it speaks for, in words."""
        return CODES[Target(self.target)](self.code).label


class TermSwitch(TimeStampedModel):
    """A shipped term that a station or county leaves out."""

    term = models.ForeignKey(
        ScreeningTerm, on_delete=models.CASCADE, related_name="switches"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    switched_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = frozenset()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "area"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self):
        return f"{self.term_id} {self.area_id}"
