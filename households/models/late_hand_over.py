"""What somebody says they handed over, against what the station had on record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.delivery import Delivery, HandedTo
from station.models import AppendOnlyModel, User


class LateHandOver(AppendOnlyModel):
    """A second hand-over of the same document, told once the phone had signal."""

    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="late_hand_overs"
    )
    received_by = models.CharField(_("who took it"), max_length=60)
    relation = models.CharField(
        _("relation to the holder"), max_length=10, choices=HandedTo
    )
    handed_at = models.DateTimeField(_("handed over"))
    told_by = models.ForeignKey(
        User,
        verbose_name=_("handed over by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    told_at = models.DateTimeField(_("told"))

    PERSONAL_FIELDS = frozenset({"received_by"})

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("second hand-over of a document")
        constraints = [
            models.CheckConstraint(
                condition=~Q(received_by=""),
                name="%(app_label)s_%(class)s_received_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.delivery_id} {self.handed_at:%Y-%m-%d}"
