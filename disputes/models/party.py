"""Parties (当事人): who quarrels with whom."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.intake import PartyKind, PartyRole, Side
from households.models import Resident
from station import phones
from station.fields import EncryptedTextField
from station.models import SealedModel, TimeStampedModel
from station.scoping import ScopedQuerySet

ADULT = 18
WORKING = 16  # from this age on the own work may make a guardian needless


class DisputeParty(SealedModel, TimeStampedModel):
    """One person of a dispute, in the register or not."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="parties"
    )
    side = models.CharField(_("side"), max_length=8, choices=Side)
    kind = models.CharField(
        _("kind"), max_length=12, choices=PartyKind, default=PartyKind.PERSON
    )
    role = models.CharField(
        _("role"), max_length=8, choices=PartyRole, default=PartyRole.PARTY
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    guardian_name = models.CharField(_("guardian"), max_length=60, blank=True)
    guardian_relation = models.CharField(
        _("relation to the minor"), max_length=20, blank=True
    )
    guardian_phone = EncryptedTextField(_("guardian's phone"), blank=True, default="")
    guardian_phone_masked = models.CharField(max_length=24, blank=True, editable=False)
    guardian_told_on = models.DateField(_("guardian told on"), null=True, blank=True)
    guardian_present = models.BooleanField(_("guardian is present"), default=False)
    lives_on_own_labour = models.BooleanField(
        _("lives mainly on own labour and agrees to mediate alone"), default=False
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "dispute"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset(
        {
            "name",
            "phone",
            "phone_index",
            "phone_masked",
            "birth_date",
            "guardian_name",
            "guardian_relation",
            "guardian_phone",
            "guardian_phone_masked",
        }
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=Side.values)
                & Q(kind__in=PartyKind.values)
                & Q(role__in=PartyRole.values),
                name="%(app_label)s_%(class)s_side_valid",
            ),
            models.UniqueConstraint(
                fields=["dispute", "resident"],
                name="%(app_label)s_%(class)s_resident_once",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_party_dispute"),
            models.Index(fields=["name"], name="disputes_party_name"),
            models.Index(fields=["phone_index"], name="disputes_party_phone"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def area(self):
        return self.dispute.area

    def write_phone(self, number: str) -> None:
        """Set a normalised phone number, its mask and its index."""
        self.phone = number
        self.phone_masked = phones.masked(number)
        self.phone_index = Resident.index_of_phone(number)

    def write_guardian_phone(self, number: str) -> None:
        """Set the guardian's normalised number and its mask."""
        self.guardian_phone = number
        self.guardian_phone_masked = phones.masked(number)

    def age_on(self, day: date) -> int | None:
        """Full years on a day, where the date of birth is known."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def is_minor(self) -> bool:
        """Under eighteen on the day of the event."""
        age = self.age_on(self.dispute.event_on)
        return age is not None and age < ADULT

    @property
    def needs_guardian(self) -> bool:
        """A minor, unless sixteen and living on the own work (程序规定 art. 181)."""
        age = self.age_on(self.dispute.event_on)
        if age is None or age >= ADULT:
            return False
        return age < WORKING or not self.lives_on_own_labour

    @property
    def shown_name(self) -> str:
        """As lists and notices name a party: of a minor the family name alone."""
        return f"{self.name[:1]}某" if self.is_minor else self.name
