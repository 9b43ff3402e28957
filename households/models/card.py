"""Police–resident contact cards (警民联系卡) and who got one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.visit import Visit
from households.workflow import CardStatus
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class ContactCard(SealedModel, TimeStampedModel):
    """The code of an area's post: whoever serves there answers behind it.

    A change of officer therefore needs no new print. One code is valid per area;
    the sheet of cards and the wall board carry the same one.
    """

    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="contact_cards",
    )
    number = models.CharField(_("card number"), max_length=40, unique=True)
    token = EncryptedTextField()
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=CardStatus, default=CardStatus.ACTIVE
    )
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        User, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("why it ended"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "contact_card"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"token", "token_hash"})

    class Meta:
        verbose_name = _("contact card")
        verbose_name_plural = _("contact cards")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CardStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(status="active"),
                name="%(app_label)s_%(class)s_one_valid_per_area",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="active", ended_at__isnull=True, ended_by__isnull=True
                )
                | (
                    ~Q(status="active")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_ended_iff_not_active",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], name="households_card_area"),
            models.Index(fields=["issued_at", "id"], name="households_card_issued"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("households:card_detail", args=[self.pk])


class CardHandover(TimeStampedModel):
    """A card put into a household's hands."""

    card = models.ForeignKey(
        ContactCard,
        verbose_name=_("card"),
        on_delete=models.PROTECT,
        related_name="handovers",
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        related_name="card_handovers",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="card_handovers",
    )
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    handed_by = models.ForeignKey(
        User,
        verbose_name=_("handed over by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    handed_at = models.DateTimeField(_("handed over"))

    objects = ScopedQuerySet.as_manager()

    policy_resource = "contact_card"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"received_by"})

    class Meta:
        verbose_name = _("hand-over of a card")
        indexes = [
            models.Index(
                fields=["household", "-handed_at"], name="households_handover_house"
            ),
            models.Index(
                fields=["area", "-handed_at", "-id"], name="households_handover_area"
            ),
        ]

    def __str__(self):
        return f"{self.card_id} → {self.household_id}"
