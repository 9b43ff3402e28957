"""Every look at a resident's data, in a chain that shows tampering."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from station.models.area import Area
from station.models.base import AppendOnlyModel, AppendOnlyQuerySet
from station.models.user import User
from station.scoping import ScopedQuerySet


class AccessRecordQuerySet(AppendOnlyQuerySet, ScopedQuerySet):
    """Looks asked for by where the data lies."""


class AccessRecord(AppendOnlyModel):
    """Who looked at what, for which purpose, and whether it was allowed."""

    class Act(models.TextChoices):
        VIEW = "view", _("Opened the record")
        REVEAL = "reveal", _("Showed the whole number")
        SEARCH = "search", _("Searched")
        EXPORT = "export", _("Exported")
        PRINT = "print", _("Printed")
        REFUSED = "refused", _("Was refused")

    class Purpose(models.TextChoices):
        VISIT = "visit", _("Household visit")
        SERVICE = "service", _("Service the resident asked for")
        DISPUTE = "dispute", _("Dispute mediation")
        VERIFY = "verify", _("Checking the register")
        CASE = "case", _("Handling a case")
        EMERGENCY = "emergency", _("Danger to life")
        OTHER = "other", _("Other")

    shard = models.PositiveSmallIntegerField(editable=False)
    sequence = models.BigIntegerField(editable=False)
    digest = models.BinaryField(max_length=32, editable=False)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    act = models.CharField(_("what"), max_length=10, choices=Act)
    subject = models.CharField(_("record"), max_length=80)
    fields = models.CharField(_("fields"), max_length=500, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, blank=True)
    reason = models.CharField(_("reason"), max_length=1200, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, related_name="+"
    )
    happened_at = models.DateTimeField(_("when"))

    objects = AccessRecordQuerySet.as_manager()

    policy_resource = "access_record"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("access record")
        constraints = [
            models.UniqueConstraint(
                fields=["shard", "sequence"],
                name="%(app_label)s_%(class)s_sequence_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject", "-happened_at"], name="station_access_subject"
            ),
            models.Index(fields=["area", "-happened_at"], name="station_access_area"),
            models.Index(
                fields=["actor", "act", "-happened_at"], name="station_access_actor"
            ),
        ]

    def __str__(self):
        return f"{self.act} {self.subject}"


class AccessShard(models.Model):
    """The head of one chain of access records."""

    shard = models.PositiveSmallIntegerField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    PERSONAL_FIELDS = frozenset()

    def __str__(self):
        return str(self.shard)
