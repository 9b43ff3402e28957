"""From which figure on a visit strikes the eye, and how many are to be reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.reach import ReachingQuerySet
from station.models import Area, VersionedModel

# What an office may set, and between which figures that makes sense.
BOUNDS = {
    "burst": (3, 60),
    "apart": (50, 20_000),
    "far": (100, 100_000),
    "spot_doors": (2, 50),
    "same_texts": (2, 50),
    "night_from": (18, 23),
    "night_until": (1, 10),
    "look_bits": (0, 16),
    "kept_days": (1, 365),
    "goal": (1, 100),
}


class VisitThreshold(VersionedModel):
    """What a county or a station set; the nearest above a place holds there whole."""

    area = models.OneToOneField(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    burst = models.PositiveSmallIntegerField(_("visits within one hour"))
    apart = models.PositiveIntegerField(
        _("metres between doors written down at one spot")
    )
    far = models.PositiveIntegerField(_("metres between the door and the spot"))
    spot_doors = models.PositiveSmallIntegerField(_("doors written down at one spot"))
    same_texts = models.PositiveSmallIntegerField(_("visits with the same words"))
    night_from = models.PositiveSmallIntegerField(_("the night begins at (hour)"))
    night_until = models.PositiveSmallIntegerField(_("the night ends at (hour)"))
    look_bits = models.PositiveSmallIntegerField(
        _("how far two copies of a photo may differ")
    )
    kept_days = models.PositiveSmallIntegerField(
        _("days in which the same photo strikes")
    )
    goal = models.PositiveSmallIntegerField(_("goal of coverage in per cent"))

    objects = ReachingQuerySet.as_manager()

    policy_resource = "visit_threshold"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("thresholds of visits")
        verbose_name_plural = _("thresholds of visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": bounds}),
                name=f"%(app_label)s_%(class)s_{name}_in_reason",
            )
            for name, bounds in BOUNDS.items()
        ]

    def __str__(self):
        return str(self.area)
