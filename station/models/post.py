"""Who serves where, as what, from when until when."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import VersionedModel
from station.models.user import User
from station.roles import Duty, Role
from station.scoping import ScopedQuerySet


class PostQuerySet(ScopedQuerySet):
    """Posts asked for by day, role and place."""

    def valid(self, *, on):
        """Held on that day, both ends included."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on
        )

    def for_role(self, *roles):
        return self.filter(role__in=roles)

    def covering(self, area):
        """Posts on the area or on any area it lies in."""
        return self.filter(area__in=Area.objects.above(area))


class DateSpan(Func):
    """``daterange(from, until, '[]')``."""

    function = "daterange"
    output_field = DateRangeField()


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Post(VersionedModel):
    """A person's duty in an area; all rights follow from the posts valid today."""

    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.PROTECT, related_name="posts"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="posts"
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    duty = models.CharField(
        _("duty in the team"), max_length=20, choices=Duty, blank=True
    )
    is_acting = models.BooleanField(_("acting"), default=False)

    objects = PostQuerySet.as_manager()

    policy_resource = "post"
    scope_area = "area_id"
    scope_own = "user_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="%(app_label)s_%(class)s_role_valid",
            ),
            models.CheckConstraint(
                condition=Q(duty="") | Q(role=Role.PARTNER, duty__in=Duty.values),
                name="%(app_label)s_%(class)s_duty_is_a_partners",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False) | Q(until_on__isnull=False),
                name="%(app_label)s_%(class)s_acting_has_end",
            ),
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (
                        DateSpan("from_on", "until_on", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["user", "from_on"], name="station_post_user"),
            models.Index(fields=["area", "role", "from_on"], name="station_post_area"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.area}"

    def is_valid(self, *, on) -> bool:
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)
