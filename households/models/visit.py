"""Household visits (入户走访)."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.resident import Resident
from station import phrasing
from station.fields import EncryptedTextField
from station.models import (
    AppendOnlyModel,
    Area,
    SealedModel,
    User,
    VersionedModel,
)
from station.scoping import ScopedQuerySet


class Purpose(models.TextChoices):
    ROUTINE = "routine", _("Routine visit")
    REGISTER = "register", _("Checking the register")
    CARE = "care", _("Care visit")
    FOLLOW_UP = "follow_up", _("Follow-up visit")
    SERVICE = "service", _("Service at the door")
    ADVICE = "advice", _("Prevention advice")
    FIELD = "field", _("Field visit")
    CONCERN = "concern", _("At the resident's request")


class Outcome(models.TextChoices):
    MET = "met", _("Somebody was met")
    NOBODY_HOME = "nobody_home", _("Nobody home")
    DECLINED = "declined", _("Declined")


class Advice(models.TextChoices):
    """Safety advice given at the door."""

    FRAUD = "fraud", _("Telecom and online fraud")
    FIRE = "fire", _("Fire, electricity, gas")
    THEFT = "theft", _("Theft and burglary")
    TRAFFIC = "traffic", _("Road safety")
    WATER = "water", _("Drowning")
    MINORS = "minors", _("Protection of minors")
    FARMING = "farming", _("Safety in the fields")
    HEATING = "heating", _("Heating and carbon monoxide")


MONTH_DAY = RegexValidator(
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    _("A month and a day, such as 03-15."),
)
EDITED_WITHIN = timedelta(hours=24)  # after that a visit is corrected, not edited


class VisitQuerySet(ScopedQuerySet):
    """Visits asked for by household and time."""

    def drafts(self):
        return self.filter(state=Visit.State.DRAFT)

    def confirmed(self):
        return self.filter(state=Visit.State.CONFIRMED)

    def somebody_came_to_the_door(self):
        """Without the calls at which nobody was home."""
        return self.exclude(outcome=Outcome.NOBODY_HOME)

    def for_list(self):
        return self.select_related("household__address", "visited_by", "area")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Visit(SealedModel, VersionedModel):
    """A call at a household. It is not a search and has no fields for one.

    Entering a home to inspect it always needs a certificate of the county
    (Public Security Administration Punishments Law 2025, article 103); being
    turned away at the door is an ordinary outcome.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")

    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
    )
    place = models.CharField(
        _("place in the fields"),
        max_length=120,
        blank=True,
        help_text=_("Of a field visit: no household, but where people were met."),
    )
    # Where the officer stood when writing, if the phone told.
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    visited_at = models.DateTimeField(_("visited"))
    visited_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="visits"
    )
    state = models.CharField(max_length=10, choices=State, default=State.CONFIRMED)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    people_met = models.ManyToManyField(
        Resident, verbose_name=_("people met"), blank=True, related_name="visits"
    )
    others_met = models.CharField(_("others met"), max_length=120, blank=True)
    learned = EncryptedTextField(_("what was learned"), blank=True, default="")
    asked_for = EncryptedTextField(_("what was asked for"), blank=True, default="")
    advice = ArrayField(
        models.CharField(max_length=10, choices=Advice),
        verbose_name=_("safety advice given"),
        default=list,
        blank=True,
    )
    next_visit_on = models.DateField(_("next visit"), null=True, blank=True)
    # A keyed hash of the words: equal texts are seen without being read.
    words_index = models.BinaryField(max_length=32, null=True, editable=False)

    objects = VisitQuerySet.as_manager()

    policy_resource = "visit"
    scope_area = "area_id"
    scope_own = "visited_by_id"
    PERSONAL_FIELDS = frozenset(
        {
            "others_met",
            "learned",
            "asked_for",
            "place",
            "latitude",
            "longitude",
            "words_index",
        }
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=False)
                | (Q(purpose="field") & ~Q(place="")),
                name="%(app_label)s_%(class)s_has_a_door_or_a_place",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="%(app_label)s_%(class)s_position_whole",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values),
                name="%(app_label)s_%(class)s_purpose_valid",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="%(app_label)s_%(class)s_outcome_valid",
            ),
            models.CheckConstraint(
                condition=Q(advice__contained_by=Advice.values),
                name="%(app_label)s_%(class)s_advice_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="confirmed",
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                )
                | Q(
                    state="draft", confirmed_at__isnull=True, confirmed_by__isnull=True
                ),
                name="%(app_label)s_%(class)s_confirmed_iff_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-visited_at", "-id"], name="households_visit_area"
            ),
            models.Index(
                fields=["household", "-visited_at"], name="households_visit_household"
            ),
            models.Index(
                fields=["visited_by", "-visited_at"], name="households_visit_officer"
            ),
            models.Index(fields=["-visited_at", "-id"], name="households_visit_newest"),
            models.Index(fields=["updated_at", "id"], name="households_visit_upd"),
            models.Index(
                fields=["area", "visited_at", "id"],
                name="households_visit_drafts",
                condition=Q(state="draft"),
            ),
        ]

    def __str__(self):
        on = timezone.localdate(self.visited_at)
        return f"{self.get_purpose_display()} {phrasing.date_in_full(on)}"

    def get_absolute_url(self):
        return reverse("households:visit_detail", args=[self.pk])

    @property
    def where(self) -> str:
        """Behind whose door, or at which place in the fields."""
        if self.household is None:
            return self.place
        return self.household.head_name or self.household.number

    @property
    def address_text(self) -> str:
        """The door's address, or the village in whose fields it was."""
        return self.area.name if self.household is None else self.household.address.text

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def may_be_edited(self, *, at) -> bool:
        """A draft at any time, a confirmed visit for a day."""
        return self.is_draft or at - self.confirmed_at < EDITED_WITHIN


class VisitCorrection(SealedModel, AppendOnlyModel):
    """What a visit said before it was corrected, a day or more after the fact."""

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="corrections"
    )
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected"))
    reason = models.CharField(_("reason"), max_length=300)
    before = EncryptedTextField(_("what it said before"))

    PERSONAL_FIELDS = frozenset({"before"})

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("correction of a visit")
        indexes = [
            models.Index(
                fields=["visit", "-corrected_at"], name="households_correction_visit"
            ),
        ]

    def __str__(self):
        return f"{self.visit_id} {self.corrected_at:%Y-%m-%d}"
