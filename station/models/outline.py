"""The outline of an area, as maps without any map server draw it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class OutlineQuerySet(ScopedQuerySet):
    """Outlines asked for by the place they are drawn for."""

    def around(self, area):
        """Its own outline, or those of the areas directly below it."""
        own = self.filter(area=area)
        return own if own.exists() else self.filter(area__parent=area)

    def nearest(self, area):
        """The outline of the area, or of the smallest it lies in that has one."""
        rows = self.filter(area__path__in=area.path_above)
        return rows.order_by("-area__path").first()


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Outline(TimeStampedModel):
    """Where an area ends; apart from the area, so that lists of areas stay light."""

    area = models.OneToOneField(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="outline",
    )
    # As in a GeoJSON MultiPolygon: polygons of rings of [longitude, latitude].
    polygons = models.JSONField(_("outline"))
    corners = models.PositiveIntegerField(_("corners"))

    objects = OutlineQuerySet.as_manager()

    policy_resource = "area"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        constraints = [
            models.CheckConstraint(
                condition=Q(corners__gte=3, corners__lte=10_000),
                name="%(app_label)s_%(class)s_corners_possible",
            ),
        ]

    def __str__(self):
        return str(self.area)

    def get_absolute_url(self):
        return self.area.get_absolute_url()
