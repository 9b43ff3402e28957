"""What was printed of a card, and what it said that day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.card import ContactCard
from station.models import Area, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class PaperKind(models.TextChoices):
    """The papers that carry the code of a card."""

    CARDS = "cards", _("Sheet of cards")
    GRID_CARD = "grid-card", _("Grid card")
    BOARD_A4 = "board-a4", _("Wall board A4")
    BOARD_A3 = "board-a3", _("Wall board A3")
    STAIRWELL = "stairwell", _("Stairwell board")


class CardPrint(TimeStampedModel):
    """One print, with the people, phones and portraits that stood on it."""

    card = models.ForeignKey(
        ContactCard,
        verbose_name=_("card"),
        on_delete=models.PROTECT,
        related_name="prints",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("paper"), max_length=10, choices=PaperKind)
    sheets = models.PositiveSmallIntegerField(_("sheets"), default=1)
    said = models.JSONField(_("what it said"), default=list)
    printed_at = models.DateTimeField(_("printed"))
    printed_by = models.ForeignKey(
        User, verbose_name=_("printed by"), on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "contact_card"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"said"})

    class Meta:
        verbose_name = _("print of a card")
        verbose_name_plural = _("prints of cards")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["card", "kind", "-printed_at"], name="households_print_card"
            ),
            models.Index(fields=["area", "-id"], name="households_print_area"),
        ]

    def __str__(self):
        return f"{self.card_id} {self.kind}"
