"""Patrol points (巡逻点) with their codes, and routes as an order of points."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models import Unit
from patrols.models.kind import PatrolKind
from patrols.workflow.patrols import PointKind
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, VersionedModel
from station.scoping import ScopedQuerySet


class PatrolPointQuerySet(ScopedQuerySet):
    """Points asked for by whether they are in use."""

    def in_use(self):
        return self.filter(is_active=True)

    def for_list(self):
        return self.select_related("area", "unit")


@pghistory.track(
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["token", "token_hash", "screen_seed"],
)
class PatrolPoint(SealedModel, VersionedModel):
    """A place patrols pass: a paper code on the wall, a position, perhaps a screen.

    A code alone could be photographed and used from home, so a second proof goes with
    it: the position, or the changing code of a screen at the point.
    """

    name = models.CharField(_("name of the point"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=PointKind)
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="patrol_points",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="patrol_points",
    )
    place = models.CharField(_("where it hangs"), max_length=120, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    radius_m = models.PositiveSmallIntegerField(_("reach in metres"), default=80)
    cell = models.CharField(max_length=15, blank=True, editable=False)  # H3, size 9
    token = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    # The seed of the changing code; empty where there is no screen.
    screen_seed = EncryptedTextField(blank=True, default="")
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PatrolPointQuerySet.as_manager()

    policy_resource = "patrol_point"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"token", "token_hash", "screen_seed"})

    class Meta:
        verbose_name = _("patrol point")
        verbose_name_plural = _("patrol points")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PointKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
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
            models.CheckConstraint(
                condition=Q(radius_m__gte=20, radius_m__lte=2000),
                name="%(app_label)s_%(class)s_radius_possible",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(is_active=True),
                name="%(app_label)s_%(class)s_name_once_in_area",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name", "id"], name="patrols_point_name"),
            models.Index(fields=["cell"], name="patrols_point_cell"),
            models.Index(fields=["updated_at", "id"], name="patrols_point_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("patrols:point_detail", args=[self.pk])

    @property
    def has_position(self) -> bool:
        return self.latitude is not None


class RouteQuerySet(ScopedQuerySet):
    """Routes asked for by whether they are in use."""

    def in_use(self):
        return self.filter(is_active=True)

    def for_list(self):
        return self.select_related("area", "kind")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Route(VersionedModel):
    """A way to walk: points in their order."""

    name = models.CharField(_("name of the route"), max_length=60)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="routes"
    )
    kind = models.ForeignKey(
        PatrolKind,
        verbose_name=_("kind of patrol"),
        on_delete=models.PROTECT,
        related_name="routes",
    )
    minutes = models.PositiveSmallIntegerField(_("takes minutes"), default=60)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RouteQuerySet.as_manager()

    policy_resource = "patrol_point"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("patrol route")
        verbose_name_plural = _("patrol routes")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=720),
                name="%(app_label)s_%(class)s_minutes_possible",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(is_active=True),
                name="%(app_label)s_%(class)s_name_once_in_area",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name", "id"], name="patrols_route_name"),
            models.Index(fields=["updated_at", "id"], name="patrols_route_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("patrols:route_detail", args=[self.pk])


class RouteStop(models.Model):
    """A point of a route, at its place in the order; a point may come twice."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="stops")
    point = models.ForeignKey(
        PatrolPoint, on_delete=models.PROTECT, related_name="stops"
    )
    position = models.PositiveSmallIntegerField(_("order"))

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("stop of a route")
        verbose_name_plural = _("stops of routes")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "position"],
                name="%(app_label)s_%(class)s_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.point}"
