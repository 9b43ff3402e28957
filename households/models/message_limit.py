"""Until when each kind of message must be answered, as the station decides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.workflow.messages import LimitUnit, MessageKind
from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class MessageLimit(VersionedModel):
    """A station's own time limit for one kind; without a row the usual one holds."""

    station = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MessageKind)
    amount = models.PositiveSmallIntegerField(_("answer within"))
    unit = models.CharField(_("counted in"), max_length=8, choices=LimitUnit)
    chief_after = models.PositiveSmallIntegerField(
        _("the chief hears of it after"),
        help_text=_("Working hours after the answer was due; 0: at once."),
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("may be reopened for"), help_text=_("Days after the answer.")
    )
    reopen_times = models.PositiveSmallIntegerField(_("may be reopened how often"))

    objects = ScopedQuerySet.as_manager()

    policy_resource = "message_limit"
    scope_area = "station_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("time limit of messages")
        verbose_name_plural = _("time limits of messages")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "kind"], name="%(app_label)s_%(class)s_one_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=LimitUnit.values),
                name="%(app_label)s_%(class)s_unit_valid",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=200),
                name="%(app_label)s_%(class)s_amount_in_reason",
            ),
            models.CheckConstraint(
                condition=Q(reopen_days__lte=90, reopen_times__lte=9)
                & Q(chief_after__lte=200),
                name="%(app_label)s_%(class)s_rest_in_reason",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
