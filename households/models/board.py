"""Boards (警民联系牌) on walls and in stairwells: where each one hangs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.card import ContactCard
from households.models.card_print import CardPrint
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class BoardQuerySet(ScopedQuerySet):
    """Boards asked for by state."""

    def hanging(self):
        return self.filter(removed_on__isnull=True)

    def for_list(self):
        return self.select_related("area", "card", "shows")


class Board(VersionedModel):
    """One board at one place, from the day it was put up until it was taken down."""

    class Kind(models.TextChoices):
        WALL = "wall", _("Wall")
        STAIRWELL = "stairwell", _("Stairwell")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    card = models.ForeignKey(
        ContactCard,
        verbose_name=_("card"),
        on_delete=models.PROTECT,
        related_name="boards",
    )
    shows = models.ForeignKey(
        CardPrint,
        verbose_name=_("print"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="boards",
    )
    place = models.CharField(_("where it hangs"), max_length=120)
    put_up_on = models.DateField(_("put up on"))
    put_up_by = models.ForeignKey(
        User, verbose_name=_("put up by"), on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField(_("last checked on"))
    checked_by = models.ForeignKey(
        User, verbose_name=_("checked by"), on_delete=models.PROTECT, related_name="+"
    )
    removed_on = models.DateField(_("taken down on"), null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removal_reason = models.CharField(_("why taken down"), max_length=200, blank=True)

    objects = BoardQuerySet.as_manager()

    policy_resource = "board"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["wall", "stairwell"]),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.UniqueConstraint(
                fields=["area", "kind", "place"],
                condition=Q(removed_on__isnull=True),
                name="%(app_label)s_%(class)s_once_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__gte=F("put_up_on")),
                name="%(app_label)s_%(class)s_checked_after_put_up",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True, removed_by__isnull=True)
                | Q(removed_on__gte=F("put_up_on"), removed_by__isnull=False),
                name="%(app_label)s_%(class)s_removed_after_put_up",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], name="households_board_area"),
            models.Index(
                fields=["checked_on", "id"],
                name="households_board_checked",
                condition=Q(removed_on__isnull=True),
            ),
            models.Index(fields=["updated_at", "id"], name="households_board_upd"),
            models.Index(fields=["place", "id"], name="households_board_place"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.place}"

    def get_absolute_url(self):
        return reverse("households:board_detail", args=[self.pk])
