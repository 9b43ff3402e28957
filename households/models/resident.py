"""Residents (实有人口)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from station import identity, names, phones
from station.crypto import blind_index
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, VersionedModel
from station.scoping import ScopedQuerySet


class Relation(models.TextChoices):
    """The relation to the head of the household."""

    HEAD = "head", _("Head of household")
    SPOUSE = "spouse", _("Spouse")
    SON = "son", _("Son")
    DAUGHTER = "daughter", _("Daughter")
    FATHER = "father", _("Father")
    MOTHER = "mother", _("Mother")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandparent")
    SIBLING = "sibling", _("Brother or sister")
    IN_LAW = "in_law", _("Son- or daughter-in-law")
    TENANT = "tenant", _("Tenant")
    OTHER = "other", _("Other")


class ResidenceKind(models.TextChoices):
    PERMANENT = "permanent", _("Permanent resident")
    MIGRANT = "migrant", _("Migrant")
    LODGER = "lodger", _("Lodger")


class CareKind(models.TextChoices):
    """Why somebody is visited more often (重点关爱): the kinds every office begins with.

    ``CareCategory`` holds these and what the office adds.
    """

    ELDERLY_ALONE = "elderly_alone", _("Elderly person living alone")
    LEFT_BEHIND_CHILD = "left_behind_child", _("Child without parents nearby")
    LEFT_BEHIND_ELDER = "left_behind_elder", _("Elderly person without children nearby")
    DISABLED = "disabled", _("Person with a disability")
    LOW_INCOME = "low_income", _("Family in hardship")
    OTHER = "other", _("Other cared-for person")


class ResidentQuerySet(ScopedQuerySet):
    """Residents asked for by state."""

    def present(self):
        return self.filter(left_on__isnull=True, merged_into__isnull=True)

    def for_list(self):
        return self.select_related("household__address", "area")


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["tokens", "name_sort"]
)
class Resident(SealedModel, VersionedModel):
    """A person who actually lives in the household."""

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    station = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="residents"
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        related_name="residents",
    )
    relation = models.CharField(
        _("relation to the head"), max_length=12, choices=Relation
    )
    name = models.CharField(_("name"), max_length=60)
    name_sort = models.CharField(max_length=160, editable=False)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    birth_date = models.DateField(_("date of birth"))
    ethnicity = models.CharField(_("ethnic group"), max_length=20, blank=True)
    id_number = EncryptedTextField(_("ID number"), blank=True, default="")
    id_number_index = models.BinaryField(max_length=32, null=True, editable=False)
    id_number_masked = models.CharField(max_length=20, blank=True, editable=False)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    residence_kind = models.CharField(
        _("kind of residence"),
        max_length=10,
        choices=ResidenceKind,
        default=ResidenceKind.PERMANENT,
    )
    employer = models.CharField(_("place of work"), max_length=120, blank=True)
    care_kinds = ArrayField(
        models.CharField(max_length=20),  # codes of CareCategory
        verbose_name=_("cared for as"),
        default=list,
        blank=True,
    )
    note = EncryptedTextField(_("remark"), blank=True, default="")
    left_on = models.DateField(_("moved away on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    objects = ResidentQuerySet.as_manager()

    policy_resource = "resident"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset(
        {
            "name",
            "name_sort",
            "tokens",
            "sex",
            "birth_date",
            "ethnicity",
            "id_number",
            "id_number_index",
            "id_number_masked",
            "phone",
            "phone_index",
            "phone_masked",
            "employer",
            "care_kinds",
            "note",
        }
    )

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["male", "female"]),
                name="%(app_label)s_%(class)s_sex_valid",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values),
                name="%(app_label)s_%(class)s_relation_valid",
            ),
            models.CheckConstraint(
                condition=Q(residence_kind__in=ResidenceKind.values),
                name="%(app_label)s_%(class)s_residence_valid",
            ),
            models.CheckConstraint(
                condition=Q(id_number="", id_number_index__isnull=True)
                | (~Q(id_number="") & Q(id_number_index__isnull=False)),
                name="%(app_label)s_%(class)s_id_number_indexed",
            ),
            models.CheckConstraint(
                condition=Q(phone="", phone_index__isnull=True)
                | (~Q(phone="") & Q(phone_index__isnull=False)),
                name="%(app_label)s_%(class)s_phone_indexed",
            ),
            models.UniqueConstraint(
                fields=["station", "id_number_index"],
                condition=Q(left_on__isnull=True, merged_into__isnull=True),
                name="%(app_label)s_%(class)s_id_number_once_per_station",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(
                    relation="head", left_on__isnull=True, merged_into__isnull=True
                ),
                name="%(app_label)s_%(class)s_one_head",
            ),
        ]
        indexes = [
            GinIndex(fields=["tokens"], name="households_resident_tokens"),
            models.Index(
                fields=["area", "name_sort", "id"], name="households_resident_name"
            ),
            models.Index(fields=["name_sort", "id"], name="households_resident_sort"),
            models.Index(fields=["id_number_index"], name="households_resident_idno"),
            models.Index(fields=["phone_index"], name="households_resident_phone"),
            models.Index(fields=["updated_at", "id"], name="households_resident_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("households:resident_detail", args=[self.pk])

    @staticmethod
    def index_of_id_number(number: str) -> bytes | None:
        """What finds a normalised ID number without opening it."""
        return blind_index(number, purpose="resident.id_number") if number else None

    @staticmethod
    def index_of_phone(number: str) -> bytes | None:
        """What finds a normalised phone number without opening it."""
        return blind_index(number, purpose="resident.phone") if number else None

    def write_name(self, name: str) -> None:
        """Set the name and everything it is sorted and found by."""
        self.name = names.normalise(name)
        self.name_sort = names.pinyin(self.name)[:160]
        self._write_tokens()

    def write_id_number(self, number: str) -> None:
        """Set a normalised ID number, its mask and its index."""
        self.id_number = number
        self.id_number_masked = identity.masked(number)
        self.id_number_index = self.index_of_id_number(number)

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = self.index_of_phone(number)
        self._write_tokens()

    def _write_tokens(self) -> None:
        """The name in every form people type, and the end of the phone number."""
        tail = self.phone_masked[-4:]
        self.tokens = names.tokens(self.name)
        if tail.isdigit():
            self.tokens.append(tail)

    def age(self, *, on) -> int:
        """Whole years on that day."""
        had_birthday = (on.month, on.day) >= (
            self.birth_date.month,
            self.birth_date.day,
        )
        return on.year - self.birth_date.year - (not had_birthday)


class PastResidence(models.Model):
    """Where somebody lived before a move; the history stays."""

    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="past_residences"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="past_residents"
    )
    until_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("past residence")
        ordering = ["-until_on", "-pk"]

    def __str__(self):
        return f"{self.household_id} – {self.until_on}"
