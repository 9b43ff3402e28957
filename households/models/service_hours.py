"""Who offers which times: hours of the week, days that differ, and what is taken."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.models import Area, TimeStampedModel, VersionedModel
from station.scoping import ScopedQuerySet


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def _minutes(**options) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(5), MaxValueValidator(480)]
    return models.PositiveSmallIntegerField(
        _("minutes each"), default=30, validators=limits, **options
    )


def _capacity(**options) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(50)]
    return models.PositiveSmallIntegerField(
        _("people at once"), default=1, validators=limits, **options
    )


class ServiceHours(VersionedModel):
    """A window of the week in which a station or a community room serves people.

    Office windows hold on working days; those outside hours (错时延时) on their weekday,
    public holidays excepted.
    """

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
    slot_minutes = _minutes()
    capacity = _capacity()
    is_outside = models.BooleanField(_("outside office hours"), default=False)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "service_hours"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("service hours")
        verbose_name_plural = _("service hours")
        ordering = ["area", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6), name="%(app_label)s_%(class)s_weekday"
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")),
                name="%(app_label)s_%(class)s_opens_before_closes",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, slot_minutes__gte=5),
                name="%(app_label)s_%(class)s_serves_somebody",
            ),
            models.UniqueConstraint(
                fields=["area", "weekday", "opens"],
                name="%(app_label)s_%(class)s_unique",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def get_absolute_url(self):
        return reverse("households:service_hours")


class ServiceDay(TimeStampedModel):
    """A day that differs: closed for a reason, or open for an extra window."""

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("day"))
    is_open = models.BooleanField(_("open"), default=False)
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)
    slot_minutes = _minutes()
    capacity = _capacity()
    reason = models.CharField(_("why"), max_length=120)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "service_hours"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("day that differs")
        verbose_name_plural = _("days that differ")
        ordering = ["day", "area", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False, opens__isnull=True, closes__isnull=True)
                | Q(is_open=True, opens__lt=F("closes")),
                name="%(app_label)s_%(class)s_window_iff_open",
            ),
            models.UniqueConstraint(
                fields=["area", "day", "is_open", "opens"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_unique",
            ),
        ]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("households:service_hours")


class ServiceSlot(TimeStampedModel):
    """How many people are booked for a time; made when the first one books.

    The row is locked while somebody books, so that two never get the last place.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    capacity = models.PositiveSmallIntegerField(_("people at once"))
    taken = models.PositiveSmallIntegerField(_("booked"), default=0)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "service"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("time")
        verbose_name_plural = _("times")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "begins_at"], name="%(app_label)s_%(class)s_unique"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="%(app_label)s_%(class)s_never_overbooked",
            ),
        ]

    def __str__(self):
        return f"{self.begins_at:%Y-%m-%d %H:%M}"
