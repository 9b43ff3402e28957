"""Material (宣传物料): leaflets, stickers and what else is handed out, by stock."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models.outreach import OutreachEvent
from antifraud.models.scam_type import ScamType
from antifraud.workflow.materials import MaterialKind, MoveKind
from station.models import Area, User, VersionedModel
from station.models.base import AppendOnlyModel, AppendOnlyQuerySet
from station.scoping import ScopedQuerySet


class MaterialQuerySet(ScopedQuerySet):
    """Material asked for by whether it is in use and how much is left."""

    def in_use(self):
        return self.filter(is_active=True)

    def low(self):
        """In use, and less is left than should be."""
        return self.in_use().filter(low_at__gt=0, stock__lte=F("low_at"))

    def for_list(self):
        return self.select_related("area", "keeper", "scam_type")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Material(VersionedModel):
    """A leaflet, a sticker, a poster: how many lie where, and when to order more."""

    name = models.CharField(pgettext_lazy("material", "name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind)
    unit = models.CharField(pgettext_lazy("material", "counted in"), max_length=10)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    scam_type = models.ForeignKey(
        ScamType,
        verbose_name=_("scam type"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    keeper = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("material", "kept by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    storage = models.CharField(_("where it lies"), max_length=80, blank=True)
    stock = models.PositiveIntegerField(_("in stock"), default=0)
    # At so many the keeper is told; nothing is told at 0.
    low_at = models.PositiveIntegerField(_("tell at"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = MaterialQuerySet.as_manager()

    policy_resource = "material"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MaterialKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(stock__gte=0), name="%(app_label)s_%(class)s_never_below_0"
            ),
            models.UniqueConstraint(
                fields=["area", "name"], name="%(app_label)s_%(class)s_name_once"
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="antifraud_material_name"),
            models.Index(fields=["updated_at", "id"], name="antifraud_material_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("antifraud:material_detail", args=[self.pk])

    @property
    def is_low(self) -> bool:
        return self.is_active and self.low_at > 0 and self.stock <= self.low_at


class MaterialMoveQuerySet(ScopedQuerySet, AppendOnlyQuerySet):
    """Moves asked for by what they were for."""

    def for_list(self):
        return self.select_related("material__area", "event", "moved_by")


class MaterialMove(AppendOnlyModel):
    """So many came in or went out, why, and what was left: never altered."""

    material = models.ForeignKey(
        Material,
        verbose_name=_("material"),
        on_delete=models.PROTECT,
        related_name="moves",
    )
    kind = models.CharField(_("kind"), max_length=6, choices=MoveKind)
    quantity = models.IntegerField(_("how many"))  # below zero what went out
    left = models.PositiveIntegerField(_("left"))
    event = models.ForeignKey(
        OutreachEvent,
        verbose_name=_("outreach event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="material_moves",
    )
    reason = models.CharField(_("for what"), max_length=120, blank=True)
    moved_at = models.DateTimeField(_("when"))
    moved_by = models.ForeignKey(
        User,
        verbose_name=pgettext_lazy("material", "by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = MaterialMoveQuerySet.as_manager()

    policy_resource = "material"
    scope_area = "material__area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("move of material")
        verbose_name_plural = _("moves of material")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MoveKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=~Q(quantity=0)
                & ~Q(kind="in", quantity__lt=0)
                & ~Q(kind="out", quantity__gt=0),
                name="%(app_label)s_%(class)s_moves_something",
            ),
            models.CheckConstraint(
                condition=Q(kind="event", event__isnull=False)
                | (~Q(kind="event") & Q(event__isnull=True)),
                name="%(app_label)s_%(class)s_event_named",
            ),
        ]
        indexes = [
            models.Index(
                fields=["material", "-moved_at", "-id"], name="antifraud_move_material"
            ),
            models.Index(fields=["event", "material"], name="antifraud_move_event"),
            models.Index(fields=["-moved_at", "-id"], name="antifraud_move_when"),
        ]

    def __str__(self):
        return f"{self.material} {self.quantity:+d}"

    def get_absolute_url(self):
        return self.material.get_absolute_url()
