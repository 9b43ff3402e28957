"""Mediators (调解员): who they are and what they are good at."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.workflow.mediation import MediatorType
from station import phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class MediatorQuerySet(ScopedQuerySet):
    """Mediators asked for by whether they serve."""

    def serving(self, *, on):
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Mediator(SealedModel, VersionedModel):
    """Somebody who mediates for the station, with or without an account."""

    name = models.CharField(_("name"), max_length=60)
    user = models.OneToOneField(
        User,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mediator",
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="mediators"
    )
    type = models.CharField(_("type"), max_length=8, choices=MediatorType)
    is_full_time = models.BooleanField(_("full-time"), default=False)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    from_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MediatorQuerySet.as_manager()

    policy_resource = "mediator"
    scope_area = "area_id"
    scope_own = "user_id"
    PERSONAL_FIELDS = frozenset({"name", "phone", "phone_masked"})

    class Meta:
        verbose_name = _("mediator")
        verbose_name_plural = _("mediators")
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=MediatorType.values),
                name="%(app_label)s_%(class)s_type_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name", "id"], name="disputes_mediator_area"),
            models.Index(fields=["updated_at", "id"], name="disputes_mediator_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("disputes:mediator_detail", args=[self.pk])

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number)
