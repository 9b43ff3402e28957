"""Mediators (调解员): who they are and what they are good at."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes import words
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background
from households.models import Resident
from station import names, phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class MediatorQuerySet(ScopedQuerySet):
    """Mediators asked for by whether they serve."""

    def serving(self, *, on):
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on
        )

    def for_list(self):
        return self.select_related("area", "user", "resident").defer("phone")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Mediator(SealedModel, VersionedModel):
    """Somebody who mediates for the station, with or without an account."""

    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=180, blank=True, editable=False)
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
    background = models.CharField(
        _("background"), max_length=20, choices=Background, default=Background.OTHER
    )
    occupation = models.CharField(_("occupation"), max_length=60, blank=True)
    is_full_time = models.BooleanField(_("full-time"), default=False)
    is_volunteer = models.BooleanField(_("volunteer"), default=False)
    skills = models.CharField(_("skills"), max_length=200, blank=True)
    fields = ArrayField(
        models.CharField(max_length=24),  # codes of DisputeField
        verbose_name=_("kinds of quarrels they know"),
        default=list,
        blank=True,
    )
    dialects = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("languages and dialects"),
        default=list,
        blank=True,
    )
    areas = models.ManyToManyField(
        Area, verbose_name=_("also serves in"), blank=True, related_name="+"
    )
    # Who they are in the register: it tells who their kin and neighbours are.
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("in the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    from_on = models.DateField(_("since"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = MediatorQuerySet.as_manager()

    WORDS = {"fields": words.of_field}
    policy_resource = "mediator"
    scope_area = "area_id"
    scope_own = "user_id"
    PERSONAL_FIELDS = frozenset(
        {"name", "name_sort", "phone", "phone_masked", "occupation", "end_reason"}
    )

    class Meta:
        verbose_name = _("mediator")
        verbose_name_plural = _("mediators")
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=MediatorType.values),
                name="%(app_label)s_%(class)s_type_valid",
            ),
            models.CheckConstraint(
                condition=Q(background__in=Background.values),
                name="%(app_label)s_%(class)s_background_valid",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "name_sort", "id"], name="disputes_mediator_name"
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_mediator_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("disputes:mediator_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:180]

    def is_serving(self, *, on) -> bool:
        """Is this day within the term of office?"""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone = number
        self.phone_masked = phones.masked(number)
