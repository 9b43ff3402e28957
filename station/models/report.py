"""Weekly and monthly reports: figures of one moment, words of an officer, signed."""

from datetime import timedelta

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import policy
from station.models.area import Area
from station.models.base import VersionedModel
from station.models.job import Job
from station.models.user import User
from station.scoping import ScopedQuerySet

WEEK = timedelta(days=6)
# Of a signed report only that it was replaced is ever noted.
SIGNED_STAYS = """
    IF to_jsonb(OLD) - ARRAY['replaced_at', 'updated_at', 'version']
        IS DISTINCT FROM to_jsonb(NEW) - ARRAY['replaced_at', 'updated_at', 'version']
    THEN
        RAISE EXCEPTION 'a signed report stays as it is';
    END IF;
    RETURN NEW;
"""


class MonthEnd(Func):
    """The last day of the month a day lies in."""

    template = (
        "(date_trunc('month', (%(expressions)s)::timestamp)"
        " + interval '1 month - 1 day')::date"
    )
    output_field = models.DateField()


class ReportQuerySet(ScopedQuerySet):
    """Reports: the signed ones for many, the others for who makes them."""

    def visible_to(self, user, action: str = "view"):
        found = self.scope_condition(policy.scope(user, f"report.{action}"), user)
        if action in {"view", "export"}:
            makes = self.scope_condition(policy.scope(user, "report.make"), user)
            found = (found & Q(status=Report.Status.SIGNED)) | makes
        return self.filter(found)

    def open(self):
        """Those that are being made or wait to be signed."""
        return self.filter(status__in=OPEN)

    def in_force(self):
        """Signed, and not replaced by a later one."""
        return self.filter(status=Report.Status.SIGNED, replaced_at__isnull=True)

    def signable_by(self, user):
        """Those this person signs: the chief a station's, the leader the county's."""
        is_county = Q(area__kind=Area.Kind.COUNTY)
        scopes = [policy.scope(user, f"report.{a}") for a in ("sign", "sign_county")]
        own, county = (self.scope_condition(scope, user) for scope in scopes)
        return self.filter((own & ~is_county) | (county & is_county))

    def to_sign(self, user):
        """The drafts that wait for this person."""
        return self.signable_by(user).filter(status=Report.Status.DRAFT)

    def for_list(self):
        """Without the figures, which are long."""
        people = ("area", "made_by", "signed_by", "job")
        return self.select_related(*people).defer("figures", "suggested", "texts")


@pghistory.track(
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["figures", "suggested"],
)
class Report(VersionedModel):
    """What a place reports of a week or a month.

    ``figures`` hold all a reader ever needs (station.reports.frozen). The words are
    those of ``texts`` where an officer wrote them, else the ``suggested`` ones. Once
    signed nothing of it moves any more: a correction is another report.
    """

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("Weekly report")
        MONTHLY = "monthly", _("Monthly report")

    class Status(models.TextChoices):
        MAKING = "making", _("Being made")
        DRAFT = "draft", pgettext_lazy("report", "Draft")
        SIGNED = "signed", pgettext_lazy("report", "Signed")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", pgettext_lazy("report", "Dropped")

    class Part(models.TextChoices):
        """The parts a person words."""

        OVERVIEW = "overview", _("Overview")
        STOOD_OUT = "stood_out", _("What stood out")
        NEXT = "next", _("What comes next")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="reports"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    status = models.CharField(
        _("status"), max_length=8, choices=Status, default=Status.MAKING
    )
    figures = models.JSONField(_("figures"), null=True, blank=True)
    figures_at = models.DateTimeField(_("figures of"), null=True, blank=True)
    suggested = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(_("texts"), default=dict, blank=True)
    due_on = models.DateField(_("to be signed until"), null=True, blank=True)
    made_by = models.ForeignKey(
        User,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    job = models.OneToOneField(
        Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        User,
        verbose_name=_("signed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    policy_resource = "report"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["making", "draft", "signed", "failed", "dropped"]
                ),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="weekly", starts_on__iso_week_day=1,
                    ends_on=F("starts_on") + WEEK,
                )
                | Q(kind="monthly", starts_on__day=1, ends_on=MonthEnd("starts_on")),
                name="%(app_label)s_%(class)s_whole_week_or_month",
            ),
            models.CheckConstraint(
                condition=Q(figures__isnull=True, figures_at__isnull=True)
                | Q(figures__isnull=False, figures_at__isnull=False),
                name="%(app_label)s_%(class)s_figures_have_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["draft", "signed"])
                | Q(figures__isnull=False, due_on__isnull=False),
                name="%(app_label)s_%(class)s_draft_has_figures",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="signed", signed_by__isnull=False, signed_at__isnull=False
                )
                | ~Q(status="signed")
                & Q(signed_by__isnull=True, signed_at__isnull=True),
                name="%(app_label)s_%(class)s_signed_whole",
            ),
            models.CheckConstraint(
                condition=Q(status="signed") | Q(replaced_at__isnull=True),
                name="%(app_label)s_%(class)s_only_signed_replaced",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True)
                | (~Q(reason="") & ~Q(supersedes=F("id"))),
                name="%(app_label)s_%(class)s_correction_says_why",
            ),
            models.UniqueConstraint(
                fields=["area", "kind", "starts_on"],
                condition=Q(status__in=["making", "draft", "failed"]),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.UniqueConstraint(
                fields=["area", "kind", "starts_on"],
                condition=Q(status="signed", replaced_at__isnull=True),
                name="%(app_label)s_%(class)s_one_in_force",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="signed_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="signed"),
                func=SIGNED_STAYS,
            ),
            pgtrigger.Protect(
                name="signed_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="signed"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-starts_on", "-id"], name="station_report_area"
            ),
            models.Index(fields=["-starts_on", "-id"], name="station_report_newest"),
            models.Index(
                fields=["due_on", "id"],
                name="station_report_due",
                condition=Q(status="draft"),
            ),
            models.Index(fields=["updated_at", "id"], name="station_report_upd"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.starts_on}"

    def get_absolute_url(self):
        return reverse("station:report_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_draft(self) -> bool:
        """Can its words be changed and can it be signed?"""
        return self.status == self.Status.DRAFT

    @property
    def is_replaced(self) -> bool:
        return self.replaced_at is not None

    @property
    def sign_permission(self) -> str:
        """A station's is signed by its chief, the county's by its leader."""
        is_county = self.area.kind == Area.Kind.COUNTY
        return "report.sign_county" if is_county else "report.sign"

    def text_of(self, part: str) -> str:
        """What stands there: the officer's words, else those suggested."""
        return self.texts.get(part, self.suggested.get(part, ""))

    def is_worded(self, part: str) -> bool:
        """Did an officer say it in other words than those suggested?"""
        return self.text_of(part) != self.suggested.get(part, "")


OPEN = frozenset({Report.Status.MAKING, Report.Status.DRAFT, Report.Status.FAILED})
