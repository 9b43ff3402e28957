"""Alliances 1+N (站所联盟, 商所联盟, 队所联盟): members and what they do together."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models.unit import Unit
from station import names, phones
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class AllianceQuerySet(ScopedQuerySet):
    def kept(self):
        return self.filter(ended_on__isnull=True)

    def with_counts(self):
        """How many belong to it, and what they have done together."""
        members = models.Q(members__left_on__isnull=True)
        done = models.Q(actions__status="done")
        return self.annotate(
            member_count=models.Count("members", filter=members, distinct=True),
            action_count=models.Count("actions", filter=done, distinct=True),
        )

    def for_list(self):
        return self.select_related("area", "lead")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Alliance(VersionedModel):
    """The station and N others who keep a place safe together."""

    class Kind(models.TextChoices):
        TRANSPORT = "transport", _("Station and bus station")
        SHOPS = "shops", _("Station and shops")
        CITY = "city", _("Station and city management")
        SCHOOLS = "schools", _("Station and schools")
        PROPERTY = "property", _("Station and property managers")
        OTHER = "other", pgettext_lazy("alliance", "Another alliance")

    name = models.CharField(_("name of the alliance"), max_length=80)
    name_sort = models.CharField(max_length=240, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    lead = models.ForeignKey(
        User,
        verbose_name=_("who leads it"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    purpose = models.CharField(_("what for"), max_length=500, blank=True)
    since_on = models.DateField(_("since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = AllianceQuerySet.as_manager()

    policy_resource = "alliance"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "transport",
                        "shops",
                        "city",
                        "schools",
                        "property",
                        "other",
                    ]
                ),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(ended_on__isnull=True),
                name="%(app_label)s_%(class)s_name_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "name_sort", "id"], name="households_alliance_name"
            ),
            models.Index(fields=["updated_at", "id"], name="households_alliance_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("households:alliance_detail", args=[self.pk])

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = name.strip()
        self.name_sort = names.pinyin(self.name)[:240]


class AllianceMember(SealedModel):
    """An organisation, perhaps a unit of the register, and whom to call there."""

    alliance = models.ForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="members"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(_("organisation"), max_length=120)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alliances",
    )
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "alliance"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"contact_name", "phone", "phone_masked"})

    class Meta:
        verbose_name = _("member of an alliance")
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "organisation"],
                condition=Q(left_on__isnull=True),
                name="%(app_label)s_%(class)s_once",
            ),
        ]

    def __str__(self):
        return self.organisation

    def get_absolute_url(self):
        return self.alliance.get_absolute_url()

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number and its mask."""
        self.phone, self.phone_masked = number, phones.masked(number)


class JointActionQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(status="planned")

    def for_list(self):
        return self.select_related("alliance", "area", "lead")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class JointAction(VersionedModel):
    """What an alliance does together: planned, then done with its result."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("joint action", "Planned")
        DONE = "done", pgettext_lazy("joint action", "Done")
        DROPPED = "dropped", pgettext_lazy("joint action", "Dropped")

    alliance = models.ForeignKey(
        Alliance, on_delete=models.PROTECT, related_name="actions"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is done"), max_length=120)
    planned_at = models.DateTimeField(_("planned for"))
    lead = models.ForeignKey(
        User, verbose_name=_("who leads it"), on_delete=models.PROTECT, related_name="+"
    )
    members = models.ManyToManyField(
        AllianceMember, verbose_name=_("who takes part"), blank=True, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=8, choices=Status, default=Status.PLANNED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)
    people_count = models.PositiveIntegerField(
        _("people who took part"), null=True, blank=True
    )
    found_count = models.PositiveIntegerField(
        _("hazards and matters found"), null=True, blank=True
    )
    reached_count = models.PositiveIntegerField(
        _("people reached"), null=True, blank=True
    )

    objects = JointActionQuerySet.as_manager()

    policy_resource = "alliance"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("joint action")
        verbose_name_plural = _("joint actions")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done", done_on__isnull=False)
                | (~Q(status="done") & Q(done_on__isnull=True)),
                name="%(app_label)s_%(class)s_done_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "done", "dropped"]),
                name="%(app_label)s_%(class)s_status_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "planned_at", "id"],
                name="households_jointaction_open",
                condition=Q(status="planned"),
            ),
            models.Index(
                fields=["alliance", "-planned_at"], name="households_jointaction_all"
            ),
            models.Index(fields=["updated_at", "id"], name="households_jointact_upd"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.PLANNED

    def get_absolute_url(self):
        return reverse("households:joint_action", args=[self.pk])
