"""Fraud cases (涉诈案事件) of the district: what happened to whom, as far as needed."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.scam_type import ScamType
from antifraud.workflow.cases import CaseSource, CaseStatus, ContactWay, Outcome
from antifraud.workflow.people import AgeBand, Group
from households.models import Resident
from station import phones
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models import Area, CallRecord, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class FraudCaseQuerySet(ScopedQuerySet):
    """Cases asked for by whether they count."""

    def counted(self):
        """All that were frauds, tried or done."""
        return self.exclude(status=CaseStatus.VOID)

    def for_list(self):
        rows = self.select_related("area", "scam_type", "owner")
        return rows.defer("victim_name", "victim_phone", "facts", "end_note")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FraudCase(SealedModel, VersionedModel):
    """One fraud, done or stopped: the figures are for all, the victim for few."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    scam_type = models.ForeignKey(
        ScamType,
        verbose_name=_("scam type"),
        on_delete=models.PROTECT,
        related_name="cases",
    )
    channel = models.CharField(_("channel"), max_length=12, choices=ContactWay)
    outcome = models.CharField(_("stopped or not"), max_length=8, choices=Outcome)
    # In yuan. What the victim gave, and what of it was stopped or came back.
    loss = models.DecimalField(
        _("loss (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    stopped = models.DecimalField(
        _("stopped or returned (yuan)"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
    )
    group = models.CharField(
        _("group of the victim"), max_length=16, choices=Group, default=Group.OTHER
    )
    age_band = models.CharField(
        _("age of the victim"), max_length=8, choices=AgeBand, blank=True
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    happened_at = models.DateTimeField(_("happened"))
    reported_at = models.DateTimeField(_("reported"))
    source = models.CharField(_("known from"), max_length=10, choices=CaseSource)
    # What the police statistics call it; the same row twice is seen by it.
    source_number = models.CharField(_("number there"), max_length=60, blank=True)
    call = models.OneToOneField(
        CallRecord,
        verbose_name=_("call record"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fraud_case",
    )
    victim = models.ForeignKey(
        Resident,
        verbose_name=_("victim in the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fraud_cases",
    )
    victim_name = EncryptedTextField(_("victim"), blank=True, default="")
    victim_phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    # Since when the victim wishes not to be asked again.
    no_contact_at = models.DateTimeField(_("wishes no contact"), null=True, blank=True)
    facts = EncryptedTextField(_("what happened"), blank=True, default="")
    status = models.CharField(
        _("state"), max_length=8, choices=CaseStatus, default=CaseStatus.OPEN
    )
    owner = models.ForeignKey(
        User,
        verbose_name=_("who sees to it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_note = EncryptedTextField(_("how it ended"), blank=True, default="")

    objects = FraudCaseQuerySet.as_manager()

    policy_resource = "fraud_case"
    scope_area = "area_id"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset(
        {
            "victim",
            "victim_name",
            "victim_phone",
            "phone_index",
            "phone_masked",
            "place",
            "facts",
            "end_note",
        }
    )

    class Meta:
        verbose_name = _("fraud case")
        verbose_name_plural = _("fraud cases")
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=ContactWay.values)
                & Q(outcome__in=Outcome.values)
                & Q(group__in=Group.values)
                & Q(age_band__in=["", *AgeBand.values])
                & Q(source__in=CaseSource.values)
                & Q(status__in=CaseStatus.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(loss__gte=0, stopped__gte=0, stopped__lte=F("loss")),
                name="%(app_label)s_%(class)s_stopped_of_the_loss",
            ),
            models.CheckConstraint(
                condition=Q(outcome="attempt", loss=0) | ~Q(outcome="attempt"),
                name="%(app_label)s_%(class)s_attempt_cost_nothing",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("reported_at")),
                name="%(app_label)s_%(class)s_happened_before_told",
            ),
            models.CheckConstraint(
                condition=Q(status="open", ended_at__isnull=True, ended_by__isnull=True)
                | (
                    ~Q(status="open")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(victim_phone="", phone_index__isnull=True)
                | (~Q(victim_phone="") & Q(phone_index__isnull=False)),
                name="%(app_label)s_%(class)s_phone_indexed",
            ),
            models.UniqueConstraint(
                fields=["source_number"],
                condition=~Q(source_number=""),
                name="%(app_label)s_%(class)s_source_number_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-happened_at", "-id"], name="antifraud_case_area"
            ),
            # What waves and trends read: type × group × area over time.
            models.Index(
                fields=["happened_at", "scam_type", "group", "area"],
                name="antifraud_case_series",
                condition=~Q(status="void"),
            ),
            models.Index(fields=["victim"], name="antifraud_case_victim"),
            models.Index(fields=["phone_index"], name="antifraud_case_phone"),
            models.Index(fields=["updated_at", "id"], name="antifraud_case_upd"),
            models.Index(
                fields=["source_number"],
                name="antifraud_case_source",
                opclasses=["varchar_pattern_ops"],
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("antifraud:case_detail", args=[self.pk])

    @staticmethod
    def index_of_phone(number: str) -> bytes | None:
        """What finds a normalised number without opening it."""
        return blind_index(number, purpose="fraud_case.phone") if number else None

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.victim_phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    @property
    def has_victim(self) -> bool:
        """Is anybody known whom one could ask how they are?"""
        return bool(self.victim_id or self.victim_name or self.victim_phone)

    @property
    def is_open(self) -> bool:
        return self.status == CaseStatus.OPEN

    @property
    def lost(self) -> Decimal:
        """What stayed lost, in yuan."""
        return self.loss - self.stopped
