"""Call records (警情): what people told the 110 desk, and what it is about."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station import phones, phrasing
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models.area import Area
from station.models.base import SealedModel, TimeStampedModel, VersionedModel
from station.models.sheet_import import SheetImport
from station.models.user import User
from station.pairs import Pairs
from station.scoping import ScopedQuerySet
from station.screening.codes import (
    DECIDED,
    CallKind,
    CallStatus,
    Quarrel,
    Scam,
    Sign,
)

UNDO_WITHIN = timedelta(minutes=10)
KNOWN_FOR = timedelta(days=90)  # within which a caller or a place counts as known


class CallBatch(TimeStampedModel):
    """The calls that came in together: one file, or one delivery of a machine."""

    area = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("file"), max_length=120, blank=True)
    day = models.DateField(_("day"))
    sent_by = models.ForeignKey(
        User, verbose_name=_("sent in by"), on_delete=models.PROTECT, related_name="+"
    )
    sheet_import = models.OneToOneField(
        SheetImport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="call_batch",
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "call_record"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"name"})

    class Meta:
        verbose_name = _("batch of calls")
        verbose_name_plural = _("batches of calls")
        indexes = [
            models.Index(fields=["area", "-day", "-id"], name="station_callbatch_day")
        ]

    def __str__(self):
        return self.name or phrasing.date_in_full(self.day)


class CallRecordQuerySet(ScopedQuerySet):
    """Calls asked for by what is still to be decided."""

    def waiting(self):
        return self.filter(status=CallStatus.PROPOSED)

    def decided(self):
        return self.filter(status__in=DECIDED)

    def for_list(self):
        rows = self.select_related("area", "decided_by")
        return rows.defer("summary", "phone", "features")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["features"])
class CallRecord(SealedModel, VersionedModel):
    """One call: as the desk wrote it, what is proposed, and what an officer decided."""

    station = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="calls"
    )
    batch = models.ForeignKey(CallBatch, on_delete=models.PROTECT, related_name="calls")
    number = models.CharField(_("number of the call"), max_length=40)
    called_at = models.DateTimeField(_("called"))
    caller_name = models.CharField(_("caller"), max_length=60, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    category = models.CharField(_("category at the desk"), max_length=40, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    summary = EncryptedTextField(_("what was told"))
    handling = models.CharField(_("handled at the desk"), max_length=60, blank=True)
    # Hashed parts of the text, to learn from; nobody can read them back.
    features = ArrayField(models.SmallIntegerField(), default=list, editable=False)
    caller_calls = models.PositiveSmallIntegerField(default=1, editable=False)
    place_calls = models.PositiveSmallIntegerField(default=1, editable=False)

    proposed_kind = models.CharField(
        _("proposed"), max_length=8, choices=CallKind, editable=False
    )
    proposed_field = models.CharField(
        max_length=24, choices=Quarrel, blank=True, editable=False
    )
    proposed_scam = models.CharField(
        max_length=24, choices=Scam, blank=True, editable=False
    )
    proposed_dangers = ArrayField(
        models.CharField(max_length=12, choices=Sign), default=list, editable=False
    )
    marks = models.JSONField(default=list, editable=False)  # start, end, target, code
    confidence = models.PositiveSmallIntegerField(
        _("how sure (%)"), default=0, editable=False
    )
    urgency = models.PositiveSmallIntegerField(default=0, editable=False)

    status = models.CharField(
        _("state"), max_length=9, choices=CallStatus, default=CallStatus.PROPOSED
    )
    kind = models.CharField(_("kind"), max_length=8, choices=CallKind, blank=True)
    field = models.CharField(
        _("kind of quarrel"), max_length=24, choices=Quarrel, blank=True
    )
    scam = models.CharField(_("scam type"), max_length=24, choices=Scam, blank=True)
    dangers = ArrayField(
        models.CharField(max_length=12, choices=Sign),
        verbose_name=_("signs of danger"),
        default=list,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = CallRecordQuerySet.as_manager()

    policy_resource = "call_record"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {
            "caller_name",
            "phone",
            "phone_index",
            "phone_masked",
            "place",
            "summary",
            "features",
        }
    )

    class Meta:
        verbose_name = _("call record")
        verbose_name_plural = _("call records")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "number"],
                name="%(app_label)s_%(class)s_number_once_per_station",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CallStatus.values)
                & Q(proposed_kind__in=CallKind.values)
                & Q(kind__in=["", *CallKind.values])
                & Q(field__in=["", *Quarrel.values])
                & Q(scam__in=["", *Scam.values]),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="proposed",
                    kind="",
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | (
                    ~Q(status="proposed")
                    & ~Q(kind="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="dispute", scam="") & ~Q(field="")
                | Q(kind="fraud", field="") & ~Q(scam="")
                | Q(kind__in=["", "other"], field="", scam=""),
                name="%(app_label)s_%(class)s_kind_and_its_part",
            ),
            models.CheckConstraint(
                condition=Q(phone="", phone_index__isnull=True)
                | (~Q(phone="") & Q(phone_index__isnull=False)),
                name="%(app_label)s_%(class)s_phone_indexed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-urgency", "called_at", "id"],
                name="station_call_waiting",
                condition=Q(status="proposed"),
            ),
            models.Index(fields=["area", "-called_at", "-id"], name="station_call_at"),
            models.Index(fields=["area", "id"], name="station_call_newest"),
            models.Index(fields=["batch", "id"], name="station_call_batch"),
            models.Index(
                fields=["station", "phone_index", "-called_at"],
                name="station_call_phone",
            ),
            models.Index(
                fields=["station", "place", "-called_at"], name="station_call_place"
            ),
            models.Index(
                fields=["station", "-decided_at"],
                name="station_call_decided",
                condition=~Q(status="proposed"),
            ),
            models.Index(fields=["updated_at", "id"], name="station_call_upd"),
            models.Index(
                fields=["number"],
                name="station_call_number",
                opclasses=["varchar_pattern_ops"],
            ),
            GinIndex(Pairs("caller_name", "place"), name="station_call_words"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("station:call_detail", args=[self.pk])

    @staticmethod
    def index_of_phone(number: str) -> bytes | None:
        """What finds a normalised number without opening it."""
        return blind_index(number, purpose="resident.phone") if number else None

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    @property
    def is_open(self) -> bool:
        return self.status == CallStatus.PROPOSED

    @property
    def is_dangerous(self) -> bool:
        return bool(self.dangers if self.status in DECIDED else self.proposed_dangers)

    def may_be_undone(self, *, at) -> bool:
        """A slip of the finger is taken back while it is fresh."""
        return not self.is_open and at - self.decided_at <= UNDO_WITHIN
