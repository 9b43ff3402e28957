"""What became of what: a thing is entered once and handed on by a link."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from station.models.base import AppendOnlyModel, AppendOnlyQuerySet
from station.models.user import User


class RecordLink(AppendOnlyModel):
    """One record was made of another: a visit became a service, a finding a hazard.

    Both ends are named as events name them; each shows the other to those who may
    see it.
    """

    origin = models.CharField(_("made from"), max_length=80)
    made = models.CharField(_("made"), max_length=80)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    PERSONAL_FIELDS = frozenset()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("link between records")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "made"], name="%(app_label)s_%(class)s_once"
            )
        ]
        indexes = [models.Index(fields=["made"], name="station_link_made")]

    def __str__(self):
        return f"{self.origin} → {self.made}"
