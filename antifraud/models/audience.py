"""Audiences (受众) and the alliance (反诈联盟): whom an alert can be sent to."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.workflow.people import Group
from antifraud.workflow.sendings import BY_MACHINE, Channel
from households.models import Resident
from station import names, phones
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class AudienceQuerySet(ScopedQuerySet):
    """Audiences asked for by what they are."""

    def active(self):
        return self.filter(is_active=True)

    def of(self, groups):
        """Those of these kinds of people."""
        return self.filter(kind__in=groups)

    def for_list(self):
        return self.select_related("area", "owner").defer("address")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Audience(SealedModel, VersionedModel):
    """A group of people that hears of fraud through one channel (群组)."""

    name = models.CharField(_("name"), max_length=80)
    tokens = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    kind = models.CharField(_("kind of people"), max_length=16, choices=Group)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    size = models.PositiveIntegerField(_("people"))
    # Who keeps it here; who leads the group itself is a line of words.
    owner = models.ForeignKey(
        User, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="+"
    )
    led_by = models.CharField(_("leader of the group"), max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    # The webhook, the mail list, the list of the gateway; nothing for hand and board.
    address = EncryptedTextField(_("address of the channel"), blank=True, default="")
    note = models.CharField(_("remark"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = AudienceQuerySet.as_manager()

    policy_resource = "audience"
    scope_area = "area_id"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset({"address", "led_by"})

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Group.values) & Q(channel__in=Channel.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=sorted(BY_MACHINE)) & ~Q(address="")
                | ~Q(channel__in=sorted(BY_MACHINE)),
                name="%(app_label)s_%(class)s_machine_has_address",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="%(app_label)s_%(class)s_has_people"
            ),
            models.UniqueConstraint(
                fields=["area", "name"], name="%(app_label)s_%(class)s_name_once"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name", "id"], name="antifraud_audience_area"),
            models.Index(fields=["kind", "area"], name="antifraud_audience_kind"),
            models.Index(fields=["updated_at", "id"], name="antifraud_audience_upd"),
            GinIndex(fields=["tokens"], name="antifraud_audience_find"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("antifraud:audience_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and what finds it."""
        self.name = name
        self.tokens = names.tokens(name)

    @property
    def is_by_machine(self) -> bool:
        """Does a worker send to it, or a person by hand?"""
        return self.channel in BY_MACHINE


class AllyQuerySet(ScopedQuerySet):
    """Members of the alliance asked for by whether they still take part."""

    def active(self):
        return self.filter(left_on=None)

    def for_list(self):
        rows = self.select_related("area", "resident").defer("phone")
        return rows.prefetch_related("audiences")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Ally(SealedModel, VersionedModel):
    """A member of the anti-fraud alliance (反诈联盟): carries alerts into the groups."""

    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=160, editable=False)
    tokens = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    kind = models.CharField(_("who it is"), max_length=16, choices=Group)
    organisation = models.CharField(
        _("school, shop or unit"), max_length=80, blank=True
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("groups"), related_name="allies", blank=True
    )
    joined_on = models.DateField(_("member since"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = AllyQuerySet.as_manager()

    policy_resource = "ally"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {"name", "name_sort", "phone", "phone_index", "phone_masked"}
    )

    class Meta:
        verbose_name = _("member of the alliance")
        verbose_name_plural = _("members of the alliance")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Group.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="%(app_label)s_%(class)s_left_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(phone="", phone_index__isnull=True)
                | (~Q(phone="") & Q(phone_index__isnull=False)),
                name="%(app_label)s_%(class)s_phone_indexed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "name_sort", "id"], name="antifraud_ally_area"
            ),
            models.Index(fields=["phone_index"], name="antifraud_ally_phone"),
            models.Index(fields=["updated_at", "id"], name="antifraud_ally_upd"),
            GinIndex(fields=["tokens"], name="antifraud_ally_find"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("antifraud:ally_detail", args=[self.pk])

    @staticmethod
    def index_of_phone(number: str) -> bytes | None:
        """What finds a normalised number without opening it."""
        return blind_index(number, purpose="ally.phone") if number else None

    def write_name(self, name: str) -> None:
        """Set the name, what it sorts by and what finds it."""
        self.name, self.name_sort = name, names.pinyin(name)
        self.tokens = names.tokens(name)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    @property
    def takes_part(self) -> bool:
        return self.left_on is None


class AudienceMember(TimeStampedModel):
    """A resident known to be in a group: so each person is counted once."""

    audience = models.ForeignKey(
        Audience, on_delete=models.CASCADE, related_name="members"
    )
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="audience_memberships"
    )

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("known member of a group")
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "resident"], name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self):
        return f"{self.audience_id} {self.resident_id}"


class AudienceOverlap(TimeStampedModel):
    """How many people two groups share, as somebody estimates it; once a pair."""

    first = models.ForeignKey(
        Audience, on_delete=models.CASCADE, related_name="overlaps_first"
    )
    second = models.ForeignKey(
        Audience, on_delete=models.CASCADE, related_name="overlaps_second"
    )
    people = models.PositiveIntegerField(_("people in both"))
    estimated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("overlap of two groups")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="%(app_label)s_%(class)s_once"
            ),
            # The smaller key first, so that a pair stands here once.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="%(app_label)s_%(class)s_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.first_id} {self.second_id}"
