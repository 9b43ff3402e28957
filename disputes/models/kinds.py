"""Kinds of quarrels and their grades: rows the county keeps in both languages."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.workflow.intake import Field, Grade, Tier
from disputes.workflow.mediation import MediatorType
from station.bilingual import Titled, spoken
from station.models import VersionedModel
from station.scoping import ScopedQuerySet
from station.written_once import SideBySide


class DisputeFieldQuerySet(ScopedQuerySet):
    """The county's kinds, together with those every office begins with."""

    def labels(self) -> dict[str, str]:
        """The word for every code that a dispute may carry, in their order."""
        rows = {row.code: row for (row,) in FIELDS.fetch()}
        shipped = {
            code: str(label) for code, label in Field.choices if code not in rows
        }
        return {code: row.title for code, row in rows.items()} | shipped

    def choices(self) -> list[tuple[str, str]]:
        """What may still be chosen; a kind out of use stays on what it names."""
        retired = set(self.filter(is_active=False).values_list("code", flat=True))
        return [pair for pair in self.labels().items() if pair[0] not in retired]


class DisputeField(Titled, VersionedModel):
    """A kind of quarrel. Disputes keep the code, so a row is never deleted."""

    code = models.SlugField(_("code"), max_length=24, unique=True)
    title_zh = models.CharField(_("Chinese name"), max_length=40)
    title_en = models.CharField(_("English name"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = DisputeFieldQuerySet.as_manager()

    policy_resource = "dispute_field"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of quarrel")
        verbose_name_plural = _("kinds of quarrels")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(fields=["order", "id"], name="disputes_field_order"),
            models.Index(fields=["updated_at", "id"], name="disputes_field_upd"),
        ]

    def get_absolute_url(self):
        return reverse("disputes:field_edit", args=[self.pk])


class DisputeGradeQuerySet(ScopedQuerySet):
    """The five grades in the office's words."""

    def labels(self) -> dict[int, str]:
        """The word for each of the five, the lightest first."""
        words = {level: str(label) for level, label in Grade.choices}
        return words | {row.level: row.title for (row,) in GRADES.fetch()}


class DisputeGrade(Titled, VersionedModel):
    """What one of the five grades means, and which tongue and tier go with it."""

    level = models.PositiveSmallIntegerField(_("grade"), unique=True, choices=Grade)
    title_zh = models.CharField(_("Chinese name"), max_length=40)
    title_en = models.CharField(_("English name"), max_length=60, blank=True)
    meaning_zh = models.CharField(_("meaning in Chinese"), max_length=300)
    meaning_en = models.CharField(_("meaning in English"), max_length=400, blank=True)
    mediator_type = models.CharField(
        _("mediator it is given to"), max_length=8, choices=MediatorType
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)

    objects = DisputeGradeQuerySet.as_manager()

    policy_resource = "dispute_grade"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("grade of disputes")
        verbose_name_plural = _("grades of disputes")
        ordering = ["level"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(1, 5))
                & Q(mediator_type__in=MediatorType.values)
                & Q(tier__in=Tier.values),
                name="%(app_label)s_%(class)s_valid",
            ),
        ]
        indexes = [models.Index(fields=["updated_at", "id"], name="disputes_grade_upd")]

    def get_absolute_url(self):
        return reverse("disputes:grade_edit", args=[self.pk])

    @property
    def meaning(self) -> str:
        """In the reader's language."""
        return spoken(self.meaning_zh, self.meaning_en)


# Every list of disputes begins with them.
FIELDS = SideBySide(
    DisputeField, rest='FROM disputes_disputefield ORDER BY "order", id'
)
GRADES = SideBySide(DisputeGrade, rest="FROM disputes_disputegrade")
