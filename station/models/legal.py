"""The limits the law sets: data with an effective date, an article and a source."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from station.bilingual import Titled
from station.models.area import Area
from station.models.base import VersionedModel
from station.scoping import ScopedQuerySet


class LegalUnit(models.TextChoices):
    WORKING_DAY = "working_day", _("working days")
    CALENDAR_DAY = "calendar_day", _("days")
    MONTH = "month", _("months")
    YEAR = "year", _("years of age")
    EDITION = "edition", pgettext_lazy("law", "edition")
    TIMES = "times", pgettext_lazy("law", "times")
    PERSON = "person", pgettext_lazy("law", "people")


def amount(value: int, unit: str) -> str:
    """So many days, months or people in words, one or several."""
    words = {
        LegalUnit.WORKING_DAY: ngettext(
            "%(n)d working day", "%(n)d working days", value
        ),
        LegalUnit.CALENDAR_DAY: ngettext("%(n)d day", "%(n)d days", value),
        LegalUnit.MONTH: ngettext("%(n)d month", "%(n)d months", value),
        LegalUnit.YEAR: ngettext("%(n)d year of age", "%(n)d years of age", value),
        LegalUnit.EDITION: gettext("edition of %(n)d"),
        LegalUnit.TIMES: ngettext("%(n)d time", "%(n)d times", value),
        LegalUnit.PERSON: ngettext("%(n)d person", "%(n)d people", value),
    }
    return words[LegalUnit(unit)] % {"n": value}


class Mark(models.TextChoices):
    """How sure we are of the figure."""

    STATUTE = "P", _("read in the statute")
    SECONDARY = "S", _("read in a secondary source")
    MEMORY = "M", _("from memory, to be checked")
    OFFICE = "O", _("set by the office")


class LegalRuleQuerySet(ScopedQuerySet):
    """Rules asked for by what they are about and a day."""

    def in_force(self, *, on):
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on
        )


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class LegalRule(Titled, VersionedModel):
    """One limit as it holds from a day on; a case is judged by that of its day.

    A rule of an area is local: there and below it goes before that of the law.
    """

    code = models.SlugField(_("code"), max_length=40)
    area = models.ForeignKey(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_rules",
    )
    title_zh = models.CharField(_("Chinese name"), max_length=120)
    title_en = models.CharField(_("English name"), max_length=160, blank=True)
    value = models.PositiveSmallIntegerField(_("figure"))
    unit = models.CharField(_("counted in"), max_length=12, choices=LegalUnit)
    from_on = models.DateField(_("in force from"))
    until_on = models.DateField(_("in force until"), null=True, blank=True)
    article = models.CharField(_("article"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)
    mark = models.CharField(_("certainty"), max_length=1, choices=Mark)

    objects = LegalRuleQuerySet.as_manager()

    policy_resource = "legal_rule"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("legal limit")
        verbose_name_plural = _("legal limits")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "area", "from_on"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_one_a_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=LegalUnit.values),
                name="%(app_label)s_%(class)s_unit_valid",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values),
                name="%(app_label)s_%(class)s_mark_valid",
            ),
        ]
        indexes = [models.Index(fields=["code", "-from_on"], name="station_legal_code")]

    @property
    def amount(self) -> str:
        """The figure with its unit, in words."""
        return amount(self.value, self.unit)
