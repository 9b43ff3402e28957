"""What a mediator brings along: trainings, absences, and ties to people."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from disputes.models.mediator import Mediator
from disputes.workflow.mediators import TieKind
from households.models import Household, Resident, Unit
from station.models import TimeStampedModel
from station.scoping import ScopedQuerySet


class OfMediator(TimeStampedModel):
    """Seen and written by whoever sees and writes the mediator."""

    objects = ScopedQuerySet.as_manager()

    policy_resource = "mediator"
    scope_area = "mediator__area_id"
    scope_own = "mediator__user_id"

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.mediator.get_absolute_url()


class MediatorTraining(OfMediator):
    """A course or a study day."""

    mediator = models.ForeignKey(
        Mediator, on_delete=models.PROTECT, related_name="trainings"
    )
    held_on = models.DateField(_("day"))
    topic = models.CharField(_("topic"), max_length=120)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("training of a mediator")
        verbose_name_plural = _("trainings of mediators")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=200),
                name="%(app_label)s_%(class)s_hours_possible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mediator", "-held_on", "-id"], name="disputes_training_day"
            )
        ]

    def __str__(self):
        return self.topic


class MediatorAbsence(OfMediator):
    """Days on which somebody cannot mediate."""

    mediator = models.ForeignKey(
        Mediator, on_delete=models.PROTECT, related_name="absences"
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    PERSONAL_FIELDS = frozenset({"reason"})

    class Meta:
        verbose_name = _("absence of a mediator")
        verbose_name_plural = _("absences of mediators")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mediator", "-from_on", "-id"], name="disputes_absence_day"
            )
        ]

    def __str__(self):
        return f"{self.from_on} – {self.until_on}"


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MediatorTie(OfMediator):
    """Whom a mediator cannot mediate for (治安管理处罚法 art. 95)."""

    mediator = models.ForeignKey(
        Mediator, on_delete=models.PROTECT, related_name="ties"
    )
    kind = models.CharField(_("tie"), max_length=10, choices=TieKind)
    resident = models.ForeignKey(
        Resident,
        verbose_name=_("resident"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)

    PERSONAL_FIELDS = frozenset({"name", "note"})

    class Meta:
        verbose_name = _("tie of a mediator")
        verbose_name_plural = _("ties of mediators")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TieKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=(
                    Q(resident__isnull=False, household=None, unit=None, name="")
                    | Q(resident=None, household__isnull=False, unit=None, name="")
                    | Q(resident=None, household=None, unit__isnull=False, name="")
                    | (Q(resident=None, household=None, unit=None) & ~Q(name=""))
                ),
                name="%(app_label)s_%(class)s_to_one",
            ),
        ]

    def __str__(self):
        other = self.resident or self.household or self.unit or self.name
        return f"{self.get_kind_display()} · {other}"
