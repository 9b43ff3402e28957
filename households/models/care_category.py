"""Why somebody is cared for, as the office names it (关爱类别)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.models.resident import CareKind
from households.workflow.care import Holiday
from station.models import VersionedModel
from station.scoping import ScopedQuerySet


class CareCategoryQuerySet(ScopedQuerySet):
    """The office's kinds, together with those every office begins with."""

    def labels(self) -> dict[str, str]:
        """The word for every code that a resident may carry."""
        words = {code: str(label) for code, label in CareKind.choices}
        return words | {row.code: row.label for row in self.order_by("name_sort")}

    def choices(self) -> list[tuple[str, str]]:
        """What may still be chosen; a kind out of use stays on whom it names."""
        retired = set(self.filter(is_active=False).values_list("code", flat=True))
        return [pair for pair in self.labels().items() if pair[0] not in retired]


class CareCategory(VersionedModel):
    """A kind of cared-for people: how often one goes, and before which holidays.

    Residents keep the codes; a row is taken out of use and never deleted, so that no
    code is left without its word.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name in Chinese"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    name_sort = models.CharField(max_length=160, editable=False)
    cycle_days = models.PositiveSmallIntegerField(_("visited every … days"), default=30)
    holidays = ArrayField(
        models.CharField(max_length=16, choices=Holiday),
        verbose_name=_("visited before these holidays"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = CareCategoryQuerySet.as_manager()

    policy_resource = "care_category"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of cared-for people")
        verbose_name_plural = _("kinds of cared-for people")
        ordering = ["name_sort", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cycle_days__gte=1, cycle_days__lte=366),
                name="%(app_label)s_%(class)s_cycle_possible",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("households:care_category_edit", args=[self.pk])

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        chinese = (get_language() or "").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en
