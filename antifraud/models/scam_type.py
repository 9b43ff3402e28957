"""Scam types (诈骗类型): dated data, as each year's national list names them."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from antifraud.workflow.people import Group, Scene
from station.models import VersionedModel
from station.models.legal import Mark
from station.scoping import ScopedQuerySet
from station.screening.codes import Scam

HOTLINE = "96110"  # dissuades, advises and takes reports (law.md b5)


class ScamTypeQuerySet(ScopedQuerySet):
    """Types asked for by whether they are still told of."""

    def active(self):
        return self.filter(is_active=True)

    def valid(self, *, on):
        """Those that are spoken of on this day."""
        ended = Q(valid_until__isnull=False, valid_until__lt=on)
        return self.active().filter(valid_from__lte=on).exclude(ended)

    def in_order(self):
        return self.order_by("order", "pk")


class ScamType(VersionedModel):
    """A way people are defrauded: how one sees it, and what to do."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    signs = models.TextField(_("warning signs"), max_length=1000, blank=True)
    # One a line: what the fraudster says.
    phrases = models.TextField(_("what they say"), max_length=1000, blank=True)
    advice = models.TextField(_("advice"), max_length=1000, blank=True)
    hotline = models.CharField(_("hotline"), max_length=20, default=HOTLINE)
    groups = ArrayField(
        models.CharField(max_length=16, choices=Group),
        verbose_name=_("whom it meets"),
        default=list,
        blank=True,
    )
    scenes = ArrayField(
        models.CharField(max_length=12, choices=Scene),
        verbose_name=_("scenes"),
        default=list,
        blank=True,
    )
    # What the screening of calls names so; several types may share it.
    screening = models.CharField(
        _("as the screening names it"), max_length=24, choices=Scam, blank=True
    )
    source = models.CharField(_("source"), max_length=120, blank=True)
    mark = models.CharField(
        _("certainty"), max_length=1, choices=Mark, default=Mark.OFFICE
    )
    valid_from = models.DateField(_("spoken of since"), default=timezone.localdate)
    valid_until = models.DateField(_("spoken of until"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("told of"), default=True)

    objects = ScamTypeQuerySet.as_manager()

    policy_resource = "scam_type"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("scam type")
        verbose_name_plural = _("scam types")
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values) & Q(screening__in=["", *Scam.values]),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="antifraud_scam_order"),
            models.Index(fields=["updated_at", "id"], name="antifraud_scam_upd"),
        ]

    def __str__(self):
        language = get_language() or ""
        return self.name_zh if language.startswith("zh") else self.name_en

    def get_absolute_url(self):
        return reverse("antifraud:scam_type_detail", args=[self.pk])

    @property
    def said(self) -> list[str]:
        """What the fraudster says, one line a saying."""
        return [line.strip() for line in self.phrases.splitlines() if line.strip()]

    def is_valid_on(self, day: date) -> bool:
        """Is it spoken of on this day?"""
        ended = self.valid_until is not None and self.valid_until < day
        return self.is_active and self.valid_from <= day and not ended


class ScamList(VersionedModel):
    """A list of types as an authority published it on a day, as far as we have it."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    title_zh = models.CharField(_("Chinese title"), max_length=80)
    title_en = models.CharField(_("English title"), max_length=120)
    published_on = models.DateField(_("published"))
    # Of some lists only the month is known; the first of the month stands for it.
    is_day_known = models.BooleanField(_("the day is known"), default=True)
    publisher = models.CharField(_("published by"), max_length=60)
    source = models.CharField(_("source"), max_length=200)
    mark = models.CharField(_("certainty"), max_length=1, choices=Mark)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    is_whole = models.BooleanField(_("known in full"))

    objects = ScopedQuerySet.as_manager()

    policy_resource = "scam_type"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("list of scam types")
        verbose_name_plural = _("lists of scam types")
        ordering = ["-published_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values),
                name="%(app_label)s_%(class)s_mark_valid",
            ),
        ]

    def __str__(self):
        language = get_language() or ""
        return self.title_zh if language.startswith("zh") else self.title_en

    def get_absolute_url(self):
        return f"{reverse('antifraud:scam_lists')}#{self.code}"


class ScamListEntry(models.Model):
    """A place on such a list, in the words of the list."""

    of_list = models.ForeignKey(
        ScamList, on_delete=models.CASCADE, related_name="entries"
    )
    # Empty where we know that it stands on the list, but not where.
    rank = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    scam_type = models.ForeignKey(
        ScamType, on_delete=models.PROTECT, related_name="listed"
    )
    words = models.CharField(_("as the list says"), max_length=80)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("place on a list")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_list", "scam_type"],
                name="%(app_label)s_%(class)s_once",
            ),
        ]

    def __str__(self):
        return f"{self.rank or '?'} {self.words}"
