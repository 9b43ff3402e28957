"""Audiences (受众): whom an alert can be sent to, and who is in several of them."""

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
from station import names
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
        return self.select_related("area__parent", "owner").defer("address")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Audience(SealedModel, VersionedModel):
    """A group of people that hears of fraud through one channel (群组)."""

    name = models.CharField(_("name"), max_length=80)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
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
        self.name = names.normalise(name)
        self.tokens = names.tokens(self.name)

    @property
    def is_by_machine(self) -> bool:
        """Does a worker send to it, or a person by hand?"""
        return self.channel in BY_MACHINE


class MemberQuerySet(ScopedQuerySet):
    """Who is known to be in a group."""

    def seen_by(self, user):
        """Those whose entry in the register this person may see."""
        return self.filter(resident__in=Resident.objects.visible_to(user))

    def for_list(self):
        rows = self.select_related("audience", "resident__household__address")
        sealed = ("id_number", "phone", "note")
        return rows.defer("audience__address", *(f"resident__{n}" for n in sealed))


class AudienceMember(TimeStampedModel):
    """A resident known to be in a group: so each person is counted once."""

    audience = models.ForeignKey(
        Audience, on_delete=models.CASCADE, related_name="members"
    )
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="audience_memberships"
    )

    objects = MemberQuerySet.as_manager()

    policy_resource = "audience"
    scope_area = "audience__area_id"
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
