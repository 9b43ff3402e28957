"""Wall screens: a secret address that shows figures of a place, and nobody's name."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.models.area import Area
from station.models.base import TimeStampedModel
from station.models.user import User
from station.scoping import ScopedQuerySet


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["token_hash", "seen_at"]
)
class WallScreen(TimeStampedModel):
    """A screen in the duty room, which nobody signs in to.

    It shows what who made it may read at that moment; when that person serves there no
    longer it goes dark. The address is told once and kept only as a fingerprint.
    """

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(pgettext_lazy("screen", "where it hangs"), max_length=60)
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    made_by = models.ForeignKey(
        User, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    seen_at = models.DateTimeField(_("last shown"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "wall_screen"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"token_hash"})

    class Meta:
        verbose_name = _("wall screen")
        verbose_name_plural = _("wall screens")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="%(app_label)s_%(class)s_ended_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="station_wall_area")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("station:wall_list")
