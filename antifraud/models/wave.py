"""Waves (案件波动预警): a type of fraud rises among a group, beyond chance."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models.scam_type import ScamType
from antifraud.workflow.people import Group
from antifraud.workflow.waves import RUNNING, Verdict, WaveStatus
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet

ALL_GROUPS = pgettext_lazy("wave", "All groups")


class WaveQuerySet(ScopedQuerySet):
    """Waves asked for by what is still going on."""

    def running(self):
        """Raised and not over, unless somebody said it is none."""
        return self.filter(status__in=RUNNING)

    def undecided(self):
        return self.filter(status=WaveStatus.OPEN)

    def live(self):
        """The figures have not been calm for long enough to be watched anew."""
        return self.filter(over_on=None)

    def for_list(self):
        return self.select_related("scam_type", "area", "decided_by")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Wave(VersionedModel):
    """More cases of a type among a group in an area than chance brings."""

    scam_type = models.ForeignKey(
        ScamType,
        verbose_name=_("scam type"),
        on_delete=models.PROTECT,
        related_name="waves",
    )
    # Empty: among all groups together.
    group = models.CharField(_("group"), max_length=16, choices=Group, blank=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    # The days that were beyond chance when it was raised.
    from_on = models.DateField(_("since"))
    until_on = models.DateField(pgettext_lazy("wave", "seen on"))
    observed = models.PositiveIntegerField(_("cases observed"))
    expected = models.DecimalField(_("cases expected"), max_digits=8, decimal_places=2)
    a_week = models.DecimalField(
        _("usual cases a week"), max_digits=8, decimal_places=2
    )
    chance = models.FloatField(_("how likely by chance"))
    # How it went on: cases since its first day, and the last day beyond chance.
    cases = models.PositiveIntegerField(_("cases since then"))
    seen_on = models.DateField(_("last beyond chance"))
    status = models.CharField(
        _("state"), max_length=6, choices=WaveStatus, default=WaveStatus.OPEN
    )
    raised_at = models.DateTimeField(_("raised"))
    over_on = models.DateField(_("calm since"), null=True, blank=True)
    verdict = models.CharField(
        _("what it was"), max_length=6, choices=Verdict, blank=True
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("judged"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("judged by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = WaveQuerySet.as_manager()

    policy_resource = "wave"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=WaveStatus.values)
                & Q(group__in=["", *Group.values])
                & Q(verdict__in=["", *Verdict.values]),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            # The state is what was said and whether it is over, nothing else.
            models.CheckConstraint(
                condition=Q(status="false", verdict="false")
                | Q(status="real", verdict="real", over_on__isnull=True)
                | Q(status="open", verdict="", over_on__isnull=True)
                | (Q(status="over", over_on__isnull=False) & ~Q(verdict="false")),
                name="%(app_label)s_%(class)s_state_follows",
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict="", decided_at__isnull=True, decided_by__isnull=True
                )
                | (
                    ~Q(verdict="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(from_on__lte=F("until_on"), until_on__lte=F("seen_on")),
                name="%(app_label)s_%(class)s_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(observed__gt=F("expected"), chance__gte=0, chance__lte=1),
                name="%(app_label)s_%(class)s_more_than_expected",
            ),
            models.UniqueConstraint(
                fields=["scam_type", "group", "area"],
                condition=Q(over_on__isnull=True),
                name="%(app_label)s_%(class)s_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-raised_at", "-id"], name="antifraud_wave_area"
            ),
            models.Index(fields=["-raised_at", "-id"], name="antifraud_wave_order"),
            models.Index(fields=["updated_at", "id"], name="antifraud_wave_upd"),
        ]

    def __str__(self):
        return f"{self.scam_type} · {self.group_label} · {self.area.short_name}"

    def get_absolute_url(self):
        return reverse("antifraud:wave_detail", args=[self.pk])

    @property
    def group_label(self):
        """Among whom, in words."""
        return self.get_group_display() if self.group else ALL_GROUPS

    @property
    def is_running(self) -> bool:
        return self.status in RUNNING

    @property
    def days(self) -> int:
        """How many days were looked at when it was raised."""
        return (self.until_on - self.from_on).days + 1

    @property
    def times(self) -> Decimal:
        """So many times what was expected."""
        return Decimal(self.observed) / max(self.expected, Decimal("0.1"))


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class WaveSetting(VersionedModel):
    """How often the figures may cry wolf in an area; the nearest area's holds."""

    area = models.OneToOneField(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        related_name="wave_setting",
    )
    # Of one series: a type among a group in an area, watched for a year.
    a_year = models.DecimalField(
        _("false alarms a year and series, at most"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.50"),
    )
    least = models.PositiveSmallIntegerField(_("cases it takes at least"), default=3)
    quiet_days = models.PositiveSmallIntegerField(
        _("calm days after which it is over"), default=28
    )

    objects = ScopedQuerySet.as_manager()

    policy_resource = "wave_setting"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("setting of the waves")
        verbose_name_plural = _("settings of the waves")
        constraints = [
            models.CheckConstraint(
                condition=Q(a_year__gte=Decimal("0.05"), a_year__lte=2)
                & Q(least__gte=2, least__lte=20)
                & Q(quiet_days__gte=21, quiet_days__lte=90),
                name="%(app_label)s_%(class)s_within_reason",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.area}"

    def get_absolute_url(self):
        return reverse("antifraud:wave_settings")
