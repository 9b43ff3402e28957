"""The anti-fraud alliance (反诈联盟): who carries alerts into the groups."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.audience import Audience
from antifraud.workflow.people import Group
from households.models import Resident
from station import names, phones
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, VersionedModel
from station.scoping import ScopedQuerySet


class AllyQuerySet(ScopedQuerySet):
    """Members of the alliance asked for by whether they still take part."""

    def active(self):
        return self.filter(left_on=None)

    def for_list(self):
        sealed = ("phone", *(f"resident__{n}" for n in ("id_number", "phone", "note")))
        return self.select_related("area__parent", "resident").defer(*sealed)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens"])
class Ally(SealedModel, VersionedModel):
    """A member of the anti-fraud alliance (反诈联盟): carries alerts into the groups."""

    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=160, editable=False)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
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
            # One person stands once among those who take part.
            models.UniqueConstraint(
                fields=["phone_index", "name"],
                condition=Q(left_on__isnull=True, phone_index__isnull=False),
                name="%(app_label)s_%(class)s_person_once",
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
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:160]
        self.tokens = names.tokens(self.name)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)

    @property
    def takes_part(self) -> bool:
        return self.left_on is None
