"""Key points (重点部位) and their equipment: facts with the date of the last test."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from households.models.unit import Unit
from station import names
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class EquipmentKind(VersionedModel):
    """A kind of equipment, how often it is tested, and which places should have it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name in Chinese"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    cycle_days = models.PositiveSmallIntegerField(_("tested every … days"), default=90)
    retest_days = models.PositiveSmallIntegerField(
        _("after a failed test again within … days"), default=7
    )
    has_cameras = models.BooleanField(_("is video coverage"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "equipment_kind"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("kind of equipment")
        verbose_name_plural = _("kinds of equipment")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cycle_days__gte=1, cycle_days__lte=1100),
                name="%(app_label)s_%(class)s_cycle_possible",
            ),
        ]

    def __str__(self):
        chinese = (get_language() or "").startswith("zh")
        return self.name if chinese or not self.name_en else self.name_en

    def get_absolute_url(self):
        return reverse("households:equipment_kind_edit", args=[self.pk])


class KeyPointQuerySet(ScopedQuerySet):
    def kept(self):
        return self.filter(closed_on__isnull=True)

    def with_counts(self):
        """What is in place, what failed, how many cameras there are."""
        here = Q(equipment__removed_on__isnull=True)
        return self.annotate(
            equipment_count=models.Count("equipment", filter=here),
            failed_count=models.Count(
                "equipment", filter=here & Q(equipment__state="failed")
            ),
            camera_total=models.Sum("equipment__camera_count", filter=here),
        )

    def for_list(self):
        return self.select_related("area", "unit").defer("unit__contact_phone")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class KeyPoint(VersionedModel):
    """A school, hospital, station or bank that must be safe at any hour."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School or kindergarten")
        HOSPITAL = "hospital", _("Hospital")
        STATION = "station", pgettext_lazy("key point", "Bus or railway station")
        BANK = "bank", _("Bank")
        FUEL = "fuel", _("Petrol station")
        MARKET = "market", _("Market or shopping centre")
        PARK = "park", _("Park or square")
        UTILITY = "utility", _("Water, power or gas works")
        OTHER = "other", pgettext_lazy("key point", "Another place")

    name = models.CharField(_("name of the place"), max_length=120)
    name_sort = models.CharField(max_length=300, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="key_points",
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    closed_on = models.DateField(_("no longer one since"), null=True, blank=True)
    # The earliest date at which one of its facts is to be tested again.
    due_on = models.DateField(_("next test due"), default=date(9999, 12, 31))

    objects = KeyPointQuerySet.as_manager()

    policy_resource = "key_point"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("key point")
        verbose_name_plural = _("key points")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "school",
                        "hospital",
                        "station",
                        "bank",
                        "fuel",
                        "market",
                        "park",
                        "utility",
                        "other",
                    ]
                ),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(closed_on__isnull=True),
                name="%(app_label)s_%(class)s_name_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_on", "id"], name="households_keypoint_due"
            ),
            models.Index(
                fields=["area", "name_sort", "id"], name="households_keypoint_name"
            ),
            models.Index(fields=["updated_at", "id"], name="households_keypoint_upd"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("households:key_point_detail", args=[self.pk])

    @property
    def next_due(self) -> date | None:
        """When the next test is due, if there is anything to test."""
        return self.due_on if self.due_on < date(9999, 1, 1) else None

    def write_name(self, name: str) -> None:
        """Set the name and what it is sorted by."""
        self.name = name.strip()
        self.name_sort = names.pinyin(self.name)[:300]


class EquipmentQuerySet(ScopedQuerySet):
    def in_place(self):
        return self.filter(removed_on__isnull=True, key_point__closed_on__isnull=True)

    def overdue(self, *, on):
        return self.in_place().filter(due_on__lt=on)

    def for_list(self):
        return self.select_related("key_point", "kind", "area")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Equipment(VersionedModel):
    """A one-key alarm, cameras and the like: a fact, not a live feed."""

    class State(models.TextChoices):
        UNTESTED = "untested", _("never tested")
        WORKING = "working", _("works")
        FAILED = "failed", _("failed the test")

    key_point = models.ForeignKey(
        KeyPoint, on_delete=models.PROTECT, related_name="equipment"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(
        EquipmentKind,
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    camera_count = models.PositiveSmallIntegerField(
        _("number of cameras"), null=True, blank=True
    )
    covers = models.CharField(_("what it covers"), max_length=200, blank=True)
    since_on = models.DateField(_("in place since"))
    removed_on = models.DateField(_("taken away on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.UNTESTED
    )
    tested_on = models.DateField(_("last tested"), null=True, blank=True)
    due_on = models.DateField(_("next test due"))

    objects = EquipmentQuerySet.as_manager()

    policy_resource = "key_point"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="untested", tested_on__isnull=True)
                | Q(state__in=["working", "failed"], tested_on__isnull=False),
                name="%(app_label)s_%(class)s_tested_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("since_on")),
                name="%(app_label)s_%(class)s_removed_after",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_on", "id"],
                name="households_equipment_due",
                condition=Q(removed_on__isnull=True),
            ),
            models.Index(fields=["updated_at", "id"], name="households_equipment_upd"),
        ]

    def __str__(self):
        return f"{self.kind} · {self.key_point.name}"

    def get_absolute_url(self):
        return reverse("households:key_point_detail", args=[self.key_point_id])


class EquipmentTest(models.Model):
    """It was tried out: on that day, by whom, and did it work."""

    equipment = models.ForeignKey(
        Equipment, on_delete=models.PROTECT, related_name="tests"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    tested_on = models.DateField(_("tested on"))
    tested_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    works = models.BooleanField(_("it works"))
    note = models.CharField(_("what was found"), max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "key_point"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("test of equipment")
        ordering = ["-tested_on", "-pk"]
        indexes = [
            models.Index(
                fields=["equipment", "-tested_on"], name="households_equipmenttest_list"
            ),
        ]

    def __str__(self):
        return f"{self.equipment_id} {self.tested_on:%Y-%m-%d}"

    def get_absolute_url(self):
        return self.equipment.get_absolute_url()
