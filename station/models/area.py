"""The territory: one tree from the province to the grid."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.models.base import VersionedModel
from station.scoping import ScopedQuerySet

STEP = 8  # characters of one step of a path


class AreaQuerySet(ScopedQuerySet):
    """Areas asked for by their place in the tree."""

    def below(self, area):
        """The area itself and everything under it."""
        return self.filter(path__startswith=area.path)

    def above(self, area):
        """The area itself and everything it lies in, from the top."""
        return self.filter(path__in=area.path_above).order_by("path")

    def in_tree_order(self):
        return self.order_by("path")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Area(VersionedModel):
    """A place somebody answers for: county, station, village, grid."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Province")
        PREFECTURE = "prefecture", _("Prefecture")
        COUNTY = "county", _("County")
        STATION = "station", _("Police station")
        TOWNSHIP = "township", _("Township or subdistrict")
        COMMUNITY = "community", _("Village or community")
        GRID = "grid", _("Grid")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(pgettext_lazy("place", "name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=40)
    code = models.CharField(
        _("statistical code"), max_length=12, null=True, blank=True, unique=True
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(_("path"), max_length=96, unique=True, editable=False)
    profile = models.JSONField(_("profile"), default=dict, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = AreaQuerySet.as_manager()

    policy_resource = "area"
    scope_area = "id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "province",
                        "prefecture",
                        "county",
                        "station",
                        "township",
                        "community",
                        "grid",
                    ]
                ),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(kind="province", parent__isnull=True)
                | (~Q(kind="province") & Q(parent__isnull=False)),
                name="%(app_label)s_%(class)s_only_provinces_stand_alone",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="%(app_label)s_%(class)s_name_once_per_parent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["path"],
                name="station_area_path_prefix",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(fields=["parent", "path"], name="station_area_children"),
            GinIndex(
                fields=["name"],
                name="station_area_name_trgm",
                opclasses=["gin_trgm_ops"],
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("station:area_detail", args=[self.pk])

    @property
    def depth(self) -> int:
        """How many steps below the province."""
        return len(self.path) // STEP - 1

    @property
    def path_above(self) -> list[str]:
        """The paths of everything it lies in, from the top to itself."""
        return [self.path[: end + STEP] for end in range(0, len(self.path), STEP)]

    def contains(self, other: "Area") -> bool:
        """Is the other area this one or below it?"""
        return other.path.startswith(self.path)
