"""Scam types (诈骗类型): the national list, and what the county adds."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from station.models import VersionedModel
from station.scoping import ScopedQuerySet


class ScamTypeQuerySet(ScopedQuerySet):
    """Types asked for by whether they are still told of."""

    def active(self):
        return self.filter(is_active=True)

    def in_order(self):
        return self.order_by("order", "pk")


class ScamType(VersionedModel):
    """A way people are defrauded: how one sees it, and what to do."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    signs = models.TextField(_("warning signs"), max_length=1000, blank=True)
    advice = models.TextField(_("advice"), max_length=1000, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("told of"), default=True)

    objects = ScamTypeQuerySet.as_manager()

    policy_resource = "scam_type"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("scam type")
        verbose_name_plural = _("scam types")
        indexes = [models.Index(fields=["order", "id"], name="antifraud_scam_order")]

    def __str__(self):
        language = get_language() or ""
        return self.name_zh if language.startswith("zh") else self.name_en

    def get_absolute_url(self):
        return reverse("antifraud:scam_type_edit", args=[self.pk])
