"""Early warning (预警): signs and their weights, readings, warnings, what was done."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.workflow.warning import Deed, Sign
from households.models.reach import ReachingQuerySet
from station.bilingual import Titled, spoken
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, TimeStampedModel, User, VersionedModel
from station.scoping import ScopedQuerySet

MOST_WEIGHT = 100


class WarningSignQuerySet(ReachingQuerySet):
    """Who sees what an office set also sees what ships."""

    def visible_to(self, user, action: str = "view"):
        rows = super().visible_to(user, action)
        return rows | self.filter(area=None) if action == "view" else rows


class WarningSign(Titled, VersionedModel):
    """A named sign and its weight: as shipped, or as a county or station set it."""

    area = models.ForeignKey(
        Area,
        verbose_name=_("holds in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    code = models.CharField(_("sign"), max_length=20, choices=Sign)
    title_zh = models.CharField(_("name in Chinese"), max_length=60)
    title_en = models.CharField(_("name in English"), max_length=80, blank=True)
    why_zh = models.CharField(_("explanation in Chinese"), max_length=300)
    why_en = models.CharField(_("explanation in English"), max_length=400, blank=True)
    weight = models.SmallIntegerField(_("weight"))
    half_life_days = models.PositiveSmallIntegerField(
        _("halves every … days"), null=True, blank=True
    )
    figure = models.PositiveIntegerField(_("from which figure"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("counts at most … times"), default=1)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = WarningSignQuerySet.as_manager()

    policy_resource = "warning_sign"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("sign of early warning")
        verbose_name_plural = _("signs of early warning")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
            ),
            models.CheckConstraint(
                condition=Q(code__in=Sign.values)
                & Q(weight__range=(-MOST_WEIGHT, MOST_WEIGHT))
                & Q(most__range=(1, 9)),
                name="%(app_label)s_%(class)s_figures_possible",
            ),
            models.CheckConstraint(
                condition=Q(half_life_days__isnull=True)
                | Q(half_life_days__range=(1, 730)),
                name="%(app_label)s_%(class)s_fades_in_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="disputes_warnsign_upd")
        ]

    def get_absolute_url(self):
        return reverse("disputes:warning_sign_list")

    @property
    def why(self) -> str:
        return spoken(self.why_zh, self.why_en)


class WarningLine(VersionedModel):
    """From which score on a dispute is likely to turn criminal, and other figures."""

    area = models.OneToOneField(
        Area, verbose_name=_("holds in"), on_delete=models.PROTECT, related_name="+"
    )
    line = models.PositiveSmallIntegerField(_("likely to turn criminal from"))
    turn_days = models.PositiveSmallIntegerField(_("days within which it may turn"))
    back_days = models.PositiveSmallIntegerField(_("days of “not back”"))
    few = models.PositiveSmallIntegerField(_("fewer cases than this say little"))

    objects = ReachingQuerySet.as_manager()

    policy_resource = "warning_sign"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("line of early warning")
        verbose_name_plural = _("lines of early warning")
        constraints = [
            models.CheckConstraint(
                condition=Q(line__range=(5, 300))
                & Q(turn_days__range=(7, 730))
                & Q(back_days__range=(7, 730))
                & Q(few__range=(1, 200)),
                name="%(app_label)s_%(class)s_in_reason",
            ),
        ]

    def __str__(self):
        return str(self.area)

    def get_absolute_url(self):
        return reverse("disputes:warning_sign_list")


class WarningReading(models.Model):
    """How the score stood from a moment on, and which signs made it."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="readings"
    )
    at = models.DateTimeField(_("since"))
    score = models.PositiveSmallIntegerField(_("early warning"))
    signs = models.JSONField(_("signs"), default=list)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "warning"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("reading of early warning")
        verbose_name_plural = _("readings of early warning")
        indexes = [
            models.Index(fields=["dispute", "-at", "-id"], name="disputes_reading_of")
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.score}"


class DisputeWarningQuerySet(ScopedQuerySet):
    """Warnings asked for by whether somebody did something."""

    def open(self):
        return self.filter(over_at__isnull=True)

    def untouched(self):
        """Nobody did anything yet, or the day of the next look has come."""
        return self.open().filter(is_untouched=True)

    def for_list(self):
        return self.select_related(
            "area", "dispute__assigned_to", "dispute__household__address"
        ).defer("dispute__summary", "dispute__result")

    def with_reasons(self):
        """The signs of the newest reading and what was done last."""
        readings = WarningReading.objects.filter(dispute=OuterRef("dispute"))
        deeds = WarningAction.objects.filter(dispute=OuterRef("dispute"))
        return self.annotate(
            signs=Subquery(readings.order_by("-at", "-pk").values("signs")[:1]),
            last_deed=Subquery(deeds.order_by("-done_at", "-pk").values("kind")[:1]),
        )


class DisputeWarning(VersionedModel):
    """A dispute stands above the line: from when to when, and what was done."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.CASCADE, related_name="warnings"
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField(_("above the line since"))
    line = models.PositiveSmallIntegerField(_("line"))
    score = models.PositiveSmallIntegerField(_("early warning"))
    peak = models.PositiveSmallIntegerField(_("highest"))
    is_untouched = models.BooleanField(_("nobody did anything yet"), default=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    next_look_on = models.DateField(_("look again on"), null=True, blank=True)
    over_at = models.DateTimeField(_("below the line since"), null=True, blank=True)

    objects = DisputeWarningQuerySet.as_manager()

    policy_resource = "warning"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("early warning")
        verbose_name_plural = _("early warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(over_at__isnull=True),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.CheckConstraint(
                condition=Q(peak__gte=F("score")),
                name="%(app_label)s_%(class)s_peak_is_highest",
            ),
            models.CheckConstraint(
                condition=Q(is_untouched=False) | Q(over_at__isnull=True),
                name="%(app_label)s_%(class)s_over_needs_nothing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-is_untouched", "-score", "id"],
                name="disputes_warning_morning",
                condition=Q(over_at__isnull=True),
            ),
            models.Index(
                fields=["area", "-raised_at", "-id"], name="disputes_warning_area"
            ),
            models.Index(fields=["dispute", "-raised_at"], name="disputes_warning_of"),
            models.Index(fields=["updated_at", "id"], name="disputes_warning_upd"),
        ]

    def __str__(self):
        return self.dispute.number

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def alarming(self) -> list[str]:
        """The codes of the signs that raise it, the heaviest first (with_reasons)."""
        held = [sign for sign in self.signs or () if sign["points"] > 0]
        return [sign["code"] for sign in sorted(held, key=lambda sign: -sign["points"])]

    @property
    def last_deed_display(self) -> str:
        """What was done last, in words (with_reasons)."""
        return str(Deed(self.last_deed).label) if self.last_deed else ""


class WarningAction(SealedModel, TimeStampedModel):
    """What was done so that it does not turn criminal."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="warning_actions"
    )
    kind = models.CharField(_("what was done"), max_length=16, choices=Deed)
    words = EncryptedTextField(_("in words"), blank=True, default="")
    done_at = models.DateTimeField(_("when"))
    done_by = models.ForeignKey(
        User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    score = models.PositiveSmallIntegerField(_("early warning then"))
    next_look_on = models.DateField(_("look again on"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "warning"
    scope_area = "dispute__area_id"
    PERSONAL_FIELDS = frozenset({"words"})

    class Meta:
        verbose_name = _("answer to an early warning")
        verbose_name_plural = _("answers to early warnings")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Deed.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "-done_at"], name="disputes_deed_of"),
            models.Index(fields=["updated_at", "id"], name="disputes_deed_upd"),
        ]

    def __str__(self):
        return f"{self.dispute.number} · {self.get_kind_display()}"

    def get_absolute_url(self):
        return self.dispute.get_absolute_url()

    @property
    def area(self):
        """Where its dispute is."""
        return self.dispute.area
