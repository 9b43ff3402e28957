"""What happened: the timeline of every record and the feed of changes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import AppendOnlyModel, AppendOnlyQuerySet
from station.models.user import User


class TransactionId(models.Field):
    """``xid8``: the transaction that wrote the row."""

    def db_type(self, connection):
        return "xid8"


class CurrentTransaction(Func):
    """``pg_current_xact_id()``."""

    function = "pg_current_xact_id"
    output_field = TransactionId()


def reference(obj) -> str:
    """How events name a record: ``households.visit:34``."""
    return f"{obj._meta.label_lower}:{obj.pk}"


class EventQuerySet(AppendOnlyQuerySet):
    """Events asked for by the record they touch."""

    def about(self, obj):
        """Everything that touched this record, newest first."""
        return (
            self.filter(trail__contains=[reference(obj)])
            .select_related("actor")
            .order_by("-happened_at", "-pk")
        )


class Event(AppendOnlyModel):
    """Who did what, when and why; written in the transaction of the change."""

    kind = models.CharField(_("what"), max_length=60)
    subject = models.CharField(_("record"), max_length=80)
    trail = ArrayField(
        models.CharField(max_length=80),
        help_text=_("The record and every other one on whose page this shows."),
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    happened_at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    changes = models.JSONField(_("changes"), default=dict)
    note = models.CharField(_("why"), max_length=500, blank=True)
    change_xid = TransactionId(db_default=CurrentTransaction(), editable=False)

    objects = EventQuerySet.as_manager()
    PERSONAL_FIELDS = frozenset()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("event")
        indexes = [
            GinIndex(fields=["trail"], name="station_event_trail"),
            models.Index(fields=["change_xid", "id"], name="station_event_feed"),
            BrinIndex(fields=["recorded_at"], name="station_event_recorded"),
            models.Index(fields=["area", "-happened_at"], name="station_event_area"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"
