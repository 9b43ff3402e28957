"""Dissuasions (劝阻): a likely victim now on the phone, until a person has come."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models.scam_type import ScamType
from antifraud.workflow.dissuasions import HIGHEST, Ending, Origin, Risk, Way
from households.models import Resident
from station import phones
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet

SEALED = ("phone", "told", "result")


class DissuasionQuerySet(ScopedQuerySet):
    """Dissuasions asked for by whether somebody sees to them."""

    def ringing(self):
        return self.filter(answered_at=None, closed_at=None)

    def unsettled(self):
        return self.filter(closed_at=None)

    def for_list(self):
        rows = self.select_related(
            "area__parent", "scam_type", "answered_by", "closed_by"
        )
        return rows.defer(*SEALED)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Dissuasion(SealedModel, VersionedModel):
    """Somebody may be paying a fraudster at this moment: who goes, and what came of it.

    Anti-Telecom Fraud Law, article 34: the police warn and dissuade likely victims.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    noticed_by = models.CharField(_("noticed by"), max_length=8, choices=Origin)
    risk = models.CharField(_("risk"), max_length=6, choices=Risk)
    scam_type = models.ForeignKey(
        ScamType,
        verbose_name=_("scam type"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    person_name = models.CharField(_("who is in danger"), max_length=60, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    place = models.CharField(_("where they are"), max_length=120, blank=True)
    told = EncryptedTextField(_("what is known"), blank=True, default="")
    raised_by = models.ForeignKey(
        User, verbose_name=_("raised by"), on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField(_("raised"))
    level = models.PositiveSmallIntegerField(_("how far it rang"), default=0)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User,
        verbose_name=_("who sees to it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("ended"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending = models.CharField(
        _("how it ended"), max_length=10, choices=Ending, blank=True
    )
    # In yuan: what stayed with the person, and what had gone.
    saved = models.DecimalField(
        _("kept (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    lost = models.DecimalField(
        _("paid (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    result = EncryptedTextField(_("what was done"), blank=True, default="")

    objects = DissuasionQuerySet.as_manager()

    policy_resource = "dissuasion"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {
            "person_name",
            "phone",
            "phone_index",
            "phone_masked",
            "place",
            "told",
            "result",
        }
    )

    class Meta:
        verbose_name = _("dissuasion")
        verbose_name_plural = _("dissuasions")
        constraints = [
            models.CheckConstraint(
                condition=Q(noticed_by__in=Origin.values)
                & Q(risk__in=Risk.values)
                & Q(ending__in=["", *Ending.values])
                & Q(level__lte=HIGHEST),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, ending="")
                | Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    answered_at__isnull=False,
                )
                & ~Q(ending=""),
                name="%(app_label)s_%(class)s_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(saved__gte=0, lost__gte=0),
                name="%(app_label)s_%(class)s_money_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(phone="", phone_index__isnull=True)
                | (~Q(phone="") & Q(phone_index__isnull=False)),
                name="%(app_label)s_%(class)s_phone_indexed",
            ),
            # Nobody can go to somebody of whom nothing is known.
            models.CheckConstraint(
                condition=Q(resident__isnull=False)
                | ~Q(person_name="")
                | ~Q(phone="")
                | ~Q(place=""),
                name="%(app_label)s_%(class)s_somebody_to_go_to",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-raised_at", "-id"], name="antifraud_dissuade_area"
            ),
            models.Index(
                fields=["area", "raised_at"],
                name="antifraud_dissuade_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["phone_index"], name="antifraud_dissuade_phone"),
            models.Index(fields=["updated_at", "id"], name="antifraud_dissuade_upd"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("antifraud:dissuasion_detail", args=[self.pk])

    @staticmethod
    def index_of_phone(number: str) -> bytes | None:
        """What finds a normalised number without opening it."""
        return blind_index(number, purpose="dissuasion.phone") if number else None

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    @property
    def is_ringing(self) -> bool:
        return self.answered_at is None and self.closed_at is None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def state_label(self):
        if self.closed_at is not None:
            return self.get_ending_display()
        if self.answered_at is not None:
            return pgettext_lazy("dissuasion", "Being seen to")
        return pgettext_lazy("dissuasion", "Nobody goes yet")

    @property
    def who(self) -> str:
        """The name, or what else is known of the person."""
        return self.person_name or self.phone_masked or self.place


class DissuasionTry(SealedModel, TimeStampedModel):
    """One try to reach the person: which way, and whether somebody listened."""

    dissuasion = models.ForeignKey(
        Dissuasion, on_delete=models.CASCADE, related_name="tries"
    )
    way = models.CharField(_("way"), max_length=6, choices=Way)
    has_reached = models.BooleanField(_("reached"))
    note = EncryptedTextField(_("remark"), blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("tried"))

    PERSONAL_FIELDS = frozenset({"note"})

    class Meta:
        verbose_name = _("try to reach somebody")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=Way.values),
                name="%(app_label)s_%(class)s_way_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["dissuasion", "at", "id"], name="antifraud_try_order")
        ]

    def __str__(self):
        return f"{self.dissuasion_id} {self.way}"
