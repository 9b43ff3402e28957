"""Checklists for the inspection of venues, with versions that are never altered."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from households.models.venue import VenueKind
from households.workflow.inspections import Severity
from station.bilingual import Titled, spoken
from station.models import TimeStampedModel, User
from station.scoping import ScopedQuerySet

REFUSE_WHEN_PUBLISHED = """
    IF EXISTS (SELECT 1 FROM households_checklist
               WHERE id = coalesce(NEW.checklist_id, OLD.checklist_id)
               AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published checklist is never altered';
    END IF;
    RETURN coalesce(NEW, OLD);
"""


class Section(models.TextChoices):
    """The parts of a checklist, in the order one walks through a venue."""

    RESPONSIBILITY = "responsibility", _("Safety responsibility")
    VIDEO = "video", _("Video surveillance")
    FIRE_RULES = "fire_rules", _("Fire-safety rules")
    EQUIPMENT = "equipment", _("Fire equipment")
    ESCAPE = "escape", _("Exits and escape routes")
    DANGER = "danger", _("Flammables, electricity, dwelling")
    TRAINING = "training", _("Staff training")
    KIND = "kind", _("For this kind of venue")


class ChecklistQuerySet(ScopedQuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def current(self):
        """Those that inspections are done by today."""
        return self.published().filter(retired_at__isnull=True)


class Checklist(TimeStampedModel):
    """What is looked at in a kind of venue; without a kind it serves all others."""

    kind = models.ForeignKey(
        VenueKind,
        verbose_name=_("kind of venue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="checklists",
    )
    version = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    objects = ChecklistQuerySet.as_manager()

    policy_resource = "checklist"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_version_once",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                nulls_distinct=False,
                condition=Q(published_at__isnull=False, retired_at__isnull=True),
                name="%(app_label)s_%(class)s_one_current",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                nulls_distinct=False,
                condition=Q(published_at__isnull=True),
                name="%(app_label)s_%(class)s_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="%(app_label)s_%(class)s_published_iff_signed",
            ),
        ]

    def __str__(self):
        return gettext("%(kind)s, version %(version)d") % {
            "kind": self.title,
            "version": self.version,
        }

    def get_absolute_url(self):
        return reverse("venues:checklist_detail", args=[self.pk])

    @property
    def title(self) -> str:
        return self.kind.title if self.kind_id else gettext("All other units")

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_current(self) -> bool:
        return self.published_at is not None and self.retired_at is None


class ChecklistItem(Titled, models.Model):
    """One thing to look at, and what counts as a fault."""

    checklist = models.ForeignKey(
        Checklist, on_delete=models.CASCADE, related_name="items"
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    section = models.CharField(_("section"), max_length=14, choices=Section)
    title_zh = models.CharField(_("Chinese wording"), max_length=120)
    title_en = models.CharField(_("English wording"), max_length=160, blank=True)
    fault_zh = models.CharField(_("what is a fault"), max_length=200, blank=True)
    fault_en = models.CharField(
        _("what is a fault, in English"), max_length=240, blank=True
    )
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity, default=Severity.MINOR
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    deadline_days = models.PositiveSmallIntegerField(
        _("days to put it right"), default=15
    )

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of a checklist")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "code"], name="%(app_label)s_%(class)s_code_once"
            ),
            models.CheckConstraint(
                condition=Q(section__in=Section.values),
                name="%(app_label)s_%(class)s_section_valid",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values),
                name="%(app_label)s_%(class)s_severity_valid",
            ),
            models.CheckConstraint(
                condition=Q(deadline_days__gte=1, deadline_days__lte=365),
                name="%(app_label)s_%(class)s_deadline_sensible",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_is_final",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=REFUSE_WHEN_PUBLISHED,
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def fault(self) -> str:
        return spoken(self.fault_zh, self.fault_en)
