"""Standard addresses (标准地址)."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from station.models import Area, VersionedModel
from station.pairs import Pairs
from station.scoping import ScopedQuerySet


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Address(VersionedModel):
    """A door one can stand before: village, group, number."""

    community = models.ForeignKey(
        Area,
        verbose_name=_("village or community"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="addresses",
        help_text=_("The grid where it is known, else the village."),
    )
    group_name = models.CharField(_("group or building"), max_length=40, blank=True)
    door = models.CharField(_("door number"), max_length=60)
    text = models.CharField(_("full address"), max_length=200)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "address"
    scope_area = "area_id"
    # Standard addresses stay plain: officers search and walk by them.
    PERSONAL_FIELDS = frozenset({"group_name", "door", "text", "latitude", "longitude"})

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "group_name", "door"],
                name="%(app_label)s_%(class)s_once_per_community",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="%(app_label)s_%(class)s_position_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "id"], name="households_address_area"),
            models.Index(fields=["text", "id"], name="households_address_text"),
            GinIndex(
                fields=["text"],
                name="households_address_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            GinIndex(Pairs("text"), name="households_address_words"),
        ]

    def __str__(self):
        return self.text
