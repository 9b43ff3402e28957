"""What a station does for residents, and the guide that makes one trip enough."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from households.workflow.services import GuideStatus, ServiceKind
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class ServiceMatterQuerySet(ScopedQuerySet):
    """Matters asked for by where they are offered."""

    def offered_in(self, area: Area):
        """Those of the station an area lies in that have a published guide."""
        stations = Area.objects.above(area).filter(kind=Area.Kind.STATION)
        return self.filter(
            area__in=stations, is_active=True, guides__status=GuideStatus.PUBLISHED
        ).order_by("order", "pk")

    def for_list(self):
        return self.select_related("area")


class ServiceMatter(VersionedModel):
    """What somebody may come for: moving a hukou, an ID card, a dog licence."""

    area = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField(_("address of the page"), max_length=60)
    # What its last published guide is called, else its first draft.
    title = models.CharField(_("title"), max_length=80, default="")
    title_en = models.CharField(
        _("title (English)"), max_length=200, blank=True, default=""
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    offers = ArrayField(
        models.CharField(max_length=20, choices=ServiceKind),
        verbose_name=_("how it can be done"),
        default=list,
        blank=True,
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days until it is done"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("days in which the resident may open it again"),
        default=15,
        validators=[MaxValueValidator(365)],
    )
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ServiceMatterQuerySet.as_manager()

    policy_resource = "service_guide"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "slug"], name="%(app_label)s_%(class)s_slug_unique"
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1),
                name="%(app_label)s_%(class)s_working_days_positive",
            ),
        ]

    def __str__(self):
        in_english = (get_language() or "").startswith("en")
        return (in_english and self.title_en) or self.title or self.slug

    def get_absolute_url(self):
        return reverse("households:matter_detail", args=[self.pk])


class ServiceGuideQuerySet(ScopedQuerySet):
    """Guides asked for by their standing."""

    def published(self):
        return self.filter(status=GuideStatus.PUBLISHED, matter__is_active=True)

    def for_list(self):
        return self.select_related("matter__area", "published_by")

    def offered_in(self, area: Area):
        """What is on offer where this area lies, in the order of the counter."""
        stations = Area.objects.above(area).filter(kind=Area.Kind.STATION)
        rows = self.published().filter(area__in=stations)
        return rows.for_list().order_by("matter__order", "matter_id")


# What stands in a guide; once published none of it ever changes.
GUIDE_TEXTS = (
    "title",
    "papers",
    "fee",
    "duration",
    "place",
    "steps",
    "legal_basis",
    "remarks",
)
FIXED = (
    *GUIDE_TEXTS,
    *(f"{name}_en" for name in GUIDE_TEXTS),
    "matter_id",
    "edition",
    "published_at",
)
PUBLISHED_CHANGES = (
    "OLD.published_at IS NOT NULL AND ("
    + ", ".join(f"OLD.{name}" for name in FIXED)
    + ") IS DISTINCT FROM ("
    + ", ".join(f"NEW.{name}" for name in FIXED)
    + ")"
)


def _short(label, **options) -> models.CharField:
    return models.CharField(label, max_length=200, blank=True, default="", **options)


def _long(label, **options) -> models.TextField:
    return models.TextField(label, max_length=4000, blank=True, default="", **options)


class ServiceGuide(VersionedModel):
    """One edition of the guide to a matter: which papers, what fee, how long, where.

    A published edition is never altered; requests keep the one they were booked with.
    """

    matter = models.ForeignKey(
        ServiceMatter,
        verbose_name=_("matter"),
        on_delete=models.PROTECT,
        related_name="guides",
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(_("edition"))
    status = models.CharField(
        _("status"), max_length=10, choices=GuideStatus, default=GuideStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=80)
    title_en = _short(_("title (English)"))
    papers = _long(_("papers to bring"), help_text=_("One paper a line."))
    papers_en = _long(_("papers to bring (English)"))
    fee = _short(_("fee"))
    fee_en = _short(_("fee (English)"))
    duration = _short(_("how long it takes"))
    duration_en = _short(_("how long it takes (English)"))
    place = _short(_("where"))
    place_en = _short(_("where (English)"))
    steps = _long(_("steps"), help_text=_("One step a line."))
    steps_en = _long(_("steps (English)"))
    legal_basis = _long(_("legal basis"))
    legal_basis_en = _long(_("legal basis (English)"))
    remarks = _long(_("good to know"))
    remarks_en = _long(_("good to know (English)"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ServiceGuideQuerySet.as_manager()

    policy_resource = "service_guide"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=GuideStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="draft",
                    published_at__isnull=True,
                    published_by__isnull=True,
                )
                | (
                    ~Q(status="draft")
                    & Q(published_at__isnull=False, published_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_published_iff_not_draft",
            ),
            models.UniqueConstraint(
                fields=["matter", "edition"],
                name="%(app_label)s_%(class)s_edition_unique",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status="draft"),
                name="%(app_label)s_%(class)s_one_draft",
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(status="published"),
                name="%(app_label)s_%(class)s_one_published",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(PUBLISHED_CHANGES),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "id"], name="households_guide_area"),
            models.Index(fields=["updated_at", "id"], name="households_guide_upd"),
        ]

    def __str__(self):
        return self.said("title")

    def get_absolute_url(self):
        return reverse("households:guide_detail", args=[self.pk])

    def said(self, name: str) -> str:
        """A text in the language of the reader; Chinese where there is no English."""
        in_english = (get_language() or "").startswith("en")
        return (in_english and getattr(self, f"{name}_en")) or getattr(self, name)

    def lines(self, name: str) -> list[str]:
        """A text of several lines, such as the papers, as a list."""
        return [line.strip() for line in self.said(name).splitlines() if line.strip()]

    @property
    def paper_list(self) -> list[str]:
        return self.lines("papers")

    @property
    def paper_pairs(self) -> list[tuple[str, str]]:
        """Each paper as it is kept (Chinese) and as this reader is told it."""
        kept = [line.strip() for line in self.papers.splitlines() if line.strip()]
        shown = self.paper_list
        return list(zip(kept, shown if len(shown) == len(kept) else kept, strict=True))

    @property
    def is_draft(self) -> bool:
        return self.status == GuideStatus.DRAFT
