"""Households: who lives behind one door under one number."""

from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.address import Address
from station import names
from station.models import Area, VersionedModel
from station.scoping import ScopedQuerySet


class HouseholdQuerySet(ScopedQuerySet):
    """Households asked for by place and state."""

    def present(self):
        return self.filter(left_on__isnull=True)

    def for_list(self):
        return self.select_related("address", "area", "standing")

    def in_area(self, area_id: int):
        """Behind the doors of an area and everything below it."""
        area = Area.objects.filter(pk=area_id).first()
        return self.filter(area__in=Area.objects.below(area)) if area else self.none()

    def matching(self, words: str):
        """By who lives there, by number, or by the address."""
        tokens = names.query_tokens(words)
        found = Q(number__startswith=words) | Q(address__text__contains=words)
        if tokens:
            residents = self.model.residents.rel.related_model.objects
            living = residents.present().filter(
                household=OuterRef("pk"), tokens__contains=tokens
            )
            found |= Exists(living)
        return self.filter(found)

    def order_by_need(self):
        """The visit that is due first, then the one that is longest ago."""
        return self.order_by(
            F("standing__next_due_on").asc(nulls_last=True),
            F("standing__last_visited_at").asc(nulls_first=True),
            "pk",
        )

    def not_visited_since(self, day):
        """Never visited, or last before the day."""
        return self.filter(
            Q(standing__last_visited_at__isnull=True)
            | Q(standing__last_visited_at__date__lt=day)
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Household(VersionedModel):
    """A household with its number (户号), at one address."""

    station = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        Area,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="households",
    )
    address = models.ForeignKey(
        Address,
        verbose_name=_("address"),
        on_delete=models.PROTECT,
        related_name="households",
    )
    number = models.CharField(_("household number"), max_length=30)
    head_name = models.CharField(_("head of household"), max_length=60, blank=True)
    head_sort = models.CharField(max_length=160, blank=True, editable=False)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    left_on = models.DateField(_("moved away on"), null=True, blank=True)

    objects = HouseholdQuerySet.as_manager()

    policy_resource = "household"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset({"number", "head_name", "head_sort", "note"})

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "number"],
                name="%(app_label)s_%(class)s_number_once_per_station",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "head_sort", "id"], name="households_household_name"
            ),
            models.Index(fields=["area", "id"], name="households_household_area"),
            models.Index(fields=["updated_at", "id"], name="households_household_upd"),
            models.Index(
                fields=["number"],
                name="households_household_number",
                opclasses=["varchar_pattern_ops"],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="standing_goes_along",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("area", "left_on"),
                func=(
                    "UPDATE households_householdstanding SET area_id = "
                    "CASE WHEN NEW.left_on IS NULL THEN NEW.area_id END "
                    "WHERE household_id = NEW.id; RETURN NULL;"
                ),
            )
        ]

    def __str__(self):
        return f"{self.head_name or self.number} · {self.address.text}"

    def get_absolute_url(self):
        return reverse("households:detail", args=[self.pk])


NEVER_DUE = date(2999, 12, 31)


class HouseholdStanding(models.Model):
    """What every visit changes, kept apart from the indexed household row."""

    household = models.OneToOneField(
        Household, on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    # Where the household lives, and nowhere once it has left; the database keeps it.
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    last_visited_at = models.DateTimeField(_("last visited"), null=True, blank=True)
    next_due_on = models.DateField(_("next visit due"), null=True, blank=True)
    # What was agreed at the door; a stricter rule may put next_due_on earlier.
    agreed_on = models.DateField(_("next visit agreed"), null=True, blank=True)
    due_rule = models.ForeignKey(
        "households.VisitRule",
        verbose_name=_("rule that makes it due"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    card_handed_at = models.DateTimeField(_("card handed over"), null=True, blank=True)
    resident_count = models.PositiveSmallIntegerField(_("residents"), default=0)
    # The last day on which no visit is owed; without a day it is never.
    in_time_until = models.GeneratedField(
        expression=Coalesce("next_due_on", Value(NEVER_DUE)),
        output_field=models.DateField(),
        db_persist=True,
    )

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("standing of a household")
        indexes = [
            models.Index(
                fields=["next_due_on", "household"], name="households_standing_due"
            ),
            models.Index(
                fields=["area", "next_due_on"],
                name="households_standing_area",
                condition=Q(area__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lies_where_the_household_lives",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=(
                    "SELECT CASE WHEN left_on IS NULL THEN area_id END "
                    "INTO NEW.area_id FROM households_household "
                    "WHERE id = NEW.household_id FOR SHARE; RETURN NEW;"
                ),
            )
        ]

    def __str__(self):
        return str(self.household_id)
