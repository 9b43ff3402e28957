"""Follow-up visits (回访): what was promised and when."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.unit import Unit
from households.models.visit import Visit
from households.workflow import FollowUpStatus
from station import phrasing
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class FollowUpQuerySet(ScopedQuerySet):
    """Follow-ups asked for by what is owed."""

    def open(self):
        return self.filter(status=FollowUpStatus.OPEN)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related(
            "household__address", "unit__address", "assigned_to", "area"
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["owed_at"])
class FollowUp(SealedModel, VersionedModel):
    """A promise to come back to a household, a unit or elsewhere by a certain time.

    With a ``record_kind`` it is settled by writing that record, not by a tick.
    """

    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    elsewhere = models.CharField(_("elsewhere"), max_length=120, blank=True)
    record_kind = models.SlugField(
        _("record it is settled with"), max_length=20, blank=True, editable=False
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        Visit,
        verbose_name=_("visit it came from"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    assigned_to = models.ForeignKey(
        User, verbose_name=_("who goes"), on_delete=models.PROTECT, related_name="+"
    )
    matter = EncryptedTextField(_("what for"))
    due_at = models.DateTimeField(_("due"))
    # Only where it was put off: the day by which it counts as on time.
    first_due_at = models.DateTimeField(_("due at first"), null=True, blank=True)
    owed_at = models.GeneratedField(
        expression=Coalesce("first_due_at", "due_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    status = models.CharField(
        _("status"), max_length=10, choices=FollowUpStatus, default=FollowUpStatus.OPEN
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_in = models.ForeignKey(
        Visit,
        verbose_name=_("visit that settled it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="settled_follow_ups",
    )
    result = EncryptedTextField(_("result"), blank=True, default="")

    objects = FollowUpQuerySet.as_manager()

    policy_resource = "follow_up"
    scope_area = "area_id"
    scope_own = "assigned_to_id"
    PERSONAL_FIELDS = frozenset({"matter", "result"})

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=False, unit__isnull=True, elsewhere="")
                | Q(household__isnull=True, unit__isnull=False, elsewhere="")
                | (Q(household__isnull=True, unit__isnull=True) & ~Q(elsewhere="")),
                name="%(app_label)s_%(class)s_one_place",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FollowUpStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open", settled_at__isnull=True, settled_by__isnull=True
                )
                | (
                    ~Q(status="open")
                    & Q(settled_at__isnull=False, settled_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_settled_iff_not_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="households_followup_open",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="households_followup_mine",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["household", "-due_at"], name="households_followup_house"
            ),
            models.Index(fields=["unit", "-due_at"], name="households_followup_unit"),
            models.Index(fields=["updated_at", "id"], name="households_followup_upd"),
        ]

    def __str__(self):
        return f"{self.place_name} · {phrasing.in_full(self.due_at)}"

    def get_absolute_url(self):
        return reverse("households:follow_up_detail", args=[self.pk])

    @property
    def place(self) -> Household | Unit | None:
        """The record of where one comes back to, where there is one."""
        return self.household if self.household_id else self.unit

    @property
    def place_name(self) -> str:
        """Whom one comes back to, in as few words as a list has room for."""
        if self.household_id:
            return self.household.head_name or self.household.number
        return self.unit.name if self.unit_id else self.elsewhere

    @property
    def address_text(self) -> str:
        """Where to walk to."""
        return self.place.address.text if self.place else self.elsewhere

    @property
    def lead(self) -> str:
        """Name and address, for the head of a page."""
        if self.place is None:
            return self.elsewhere
        return f"{self.place_name} · {self.address_text}"

    @property
    def is_open(self) -> bool:
        return self.status == FollowUpStatus.OPEN
