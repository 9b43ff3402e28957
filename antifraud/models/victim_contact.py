"""Re-contact with a victim (被害人回访): few, planned, by day, and only as wished."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models.case import FraudCase
from antifraud.workflow.contacts import ContactResult, ContactStatus, Means
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class VictimContactQuerySet(ScopedQuerySet):
    """Contacts asked for by what is still to be done."""

    def planned(self):
        return self.filter(status=ContactStatus.PLANNED)

    def done(self):
        return self.filter(status=ContactStatus.DONE)

    def for_list(self):
        rows = self.select_related("area", "case__scam_type", "owner", "done_by")
        sealed = ("victim_name", "victim_phone", "facts", "end_note")
        return rows.defer("note", *(f"case__{name}" for name in sealed))


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VictimContact(SealedModel, VersionedModel):
    """One time somebody asks a victim how they are; at most one lies ahead."""

    case = models.ForeignKey(
        FraudCase,
        verbose_name=_("fraud case"),
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    # As the case's; the day's work and reminders are found by it.
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(pgettext_lazy("victim contact", "planned for"))
    means = models.CharField(_("how"), max_length=8, choices=Means)
    owner = models.ForeignKey(
        User, verbose_name=_("by whom"), on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("state"), max_length=10, choices=ContactStatus, default=ContactStatus.PLANNED
    )
    result = models.CharField(
        pgettext_lazy("victim contact", "how it went"),
        max_length=12,
        choices=ContactResult,
        blank=True,
    )
    note = EncryptedTextField(_("what was said"), blank=True, default="")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        verbose_name=_("done by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = VictimContactQuerySet.as_manager()

    policy_resource = "fraud_case"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("contact with a victim")
        verbose_name_plural = _("contacts with victims")
        constraints = [
            models.CheckConstraint(
                condition=Q(means__in=Means.values)
                & Q(status__in=ContactStatus.values)
                & Q(result__in=["", *ContactResult.values]),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False, done_by__isnull=False)
                & ~Q(result="")
                | ~Q(status="done")
                & Q(done_at__isnull=True, done_by__isnull=True, result=""),
                name="%(app_label)s_%(class)s_done_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status="planned"),
                name="%(app_label)s_%(class)s_one_ahead",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "planned_at", "id"],
                name="antifraud_contact_owed",
                condition=Q(status="planned"),
            ),
            models.Index(fields=["case", "-planned_at"], name="antifraud_contact_case"),
            models.Index(fields=["updated_at", "id"], name="antifraud_contact_upd"),
        ]

    def __str__(self):
        return f"{self.case} {self.planned_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return self.case.get_absolute_url()

    @property
    def is_planned(self) -> bool:
        return self.status == ContactStatus.PLANNED
