"""A guardian's consent to keep the data of a child under 14 (PIPL, article 31)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.resident import Relation, Resident
from households.workflow.care import ConsentWay
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet

CONSENT_AGE = 14  # Personal Information Protection Law, article 31


class GuardianConsentQuerySet(ScopedQuerySet):
    def valid(self):
        return self.filter(withdrawn_on__isnull=True)

    def cover(self, resident: Resident, *, on) -> bool:
        """May the care plan of this person be kept and read on that day?"""
        if resident.age(on=on) >= CONSENT_AGE:
            return True
        return self.valid().filter(resident=resident).exists()

    def for_list(self):
        return self.select_related("resident__household__address", "area", "taken_by")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class GuardianConsent(VersionedModel):
    """Who agreed, how and when; withdrawn, the child's care plan is erased."""

    resident = models.ForeignKey(
        Resident,
        verbose_name=_("child"),
        on_delete=models.PROTECT,
        related_name="consents",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    guardian_name = models.CharField(_("guardian"), max_length=60)
    relation = models.CharField(
        _("relation to the child"), max_length=12, choices=Relation
    )
    way = models.CharField(_("how it was given"), max_length=6, choices=ConsentWay)
    given_on = models.DateField(_("given on"))
    taken_by = models.ForeignKey(
        User, verbose_name=_("taken by"), on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_note = models.CharField(_("remark"), max_length=200, blank=True)

    objects = GuardianConsentQuerySet.as_manager()

    policy_resource = "guardian_consent"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"guardian_name", "withdrawn_note"})

    class Meta:
        verbose_name = _("guardian's consent")
        verbose_name_plural = _("guardians' consents")
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(withdrawn_on__isnull=True),
                name="%(app_label)s_%(class)s_one_valid",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(withdrawn_on__gte=F("given_on")),
                name="%(app_label)s_%(class)s_withdrawn_after_given",
            ),
            models.CheckConstraint(
                condition=Q(way__in=ConsentWay.values),
                name="%(app_label)s_%(class)s_way_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-given_on", "-id"], name="households_consent_area"
            ),
            models.Index(fields=["updated_at", "id"], name="households_consent_upd"),
        ]

    def __str__(self):
        return f"{self.guardian_name} · {self.resident.name}"

    def get_absolute_url(self):
        return reverse("households:consent_detail", args=[self.pk])

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_on is None
