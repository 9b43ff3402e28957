"""Imports of the office's own workbooks, and what they suggest."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.household import Household
from households.models.resident import Resident
from station.fields import EncryptedTextField
from station.models import Area, JobModel, SealedModel, TimeStampedModel, User
from station.scoping import ScopedQuerySet


class RegisterImport(JobModel):
    """One workbook: uploaded, checked, shown, then committed."""

    class Step(models.TextChoices):
        CHECK = "check", _("Checking")
        PREVIEW = "preview", _("Ready to commit")
        COMMIT = "commit", _("Importing")
        COMMITTED = "committed", _("Imported")
        DISCARDED = "discarded", _("Discarded")

    area = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(max_length=10, choices=Step, default=Step.CHECK)
    original_name = models.CharField(_("file"), max_length=120)
    file_name = models.CharField(max_length=80, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    mended_count = models.PositiveIntegerField(_("mended"), default=0)
    warned_count = models.PositiveIntegerField(_("warned"), default=0)
    refused_count = models.PositiveIntegerField(_("refused"), default=0)
    notes = models.JSONField(
        default=list, help_text=_("What concerns the whole workbook, not one row.")
    )
    committed_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "register_import"
    scope_area = "area_id"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset({"original_name", "file_name"})

    class Meta(JobModel.Meta):
        verbose_name = _("register import")
        constraints = [
            *JobModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    step__in=["check", "preview", "commit", "committed", "discarded"]
                ),
                name="%(app_label)s_%(class)s_step_valid",
            ),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="households_import_area")]

    def __str__(self):
        return self.original_name

    def get_absolute_url(self):
        return reverse("households:import_detail", args=[self.pk])


class ImportFinding(SealedModel):
    """A fault in one cell, and what was done about it."""

    class Result(models.TextChoices):
        MENDED = "mended", _("Mended")
        WARNED = "warned", _("Left out")
        REFUSED = "refused", _("Refused")

    register_import = models.ForeignKey(
        RegisterImport, on_delete=models.CASCADE, related_name="findings"
    )
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=40)
    code = models.CharField(_("fault"), max_length=30)
    result = models.CharField(_("result"), max_length=8, choices=Result)
    details = EncryptedTextField(
        blank=True,
        default="",
        help_text=_("Sheet, value as written and what would be right, as JSON."),
    )

    PERSONAL_FIELDS = frozenset({"details"})

    class Meta:
        ordering = ["row", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["mended", "warned", "refused"]),
                name="%(app_label)s_%(class)s_result_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["register_import", "result", "row", "id"],
                name="households_finding_list",
            ),
        ]

    def __str__(self):
        return f"{self.row} {self.code}"


class ImportChange(SealedModel):
    """One person a workbook brings or changes, for the preview."""

    class Kind(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")

    register_import = models.ForeignKey(
        RegisterImport, on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    row = models.PositiveIntegerField(_("row"))
    details = EncryptedTextField(
        blank=True,
        default="",
        help_text=_("Name, place and each field before and after, as JSON."),
    )

    PERSONAL_FIELDS = frozenset({"details"})

    class Meta:
        ordering = ["row", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["new", "changed"]),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["register_import", "kind", "row", "id"],
                name="households_change_list",
            ),
        ]

    def __str__(self):
        return f"{self.row} {self.kind}"


class MatchSuggestionQuerySet(ScopedQuerySet):
    """Suggestions asked for by state."""

    def open(self):
        return self.filter(status=MatchSuggestion.Status.OPEN)

    def for_list(self):
        return self.select_related(
            "resident__household__address", "other__household__address",
            "household__address", "area",
        )  # fmt: skip


class MatchSuggestion(TimeStampedModel):
    """Two entries that look like one person, or a person who seems to have moved."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Same person twice")
        MOVE = "move", _("Moved to another household")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, related_name="match_suggestions"
    )
    other = models.ForeignKey(
        Resident, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    household = models.ForeignKey(
        Household, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    register_import = models.ForeignKey(
        RegisterImport,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reasons = models.JSONField(_("why"), default=list)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_note = models.CharField(max_length=200, blank=True)

    objects = MatchSuggestionQuerySet.as_manager()

    policy_resource = "match"
    scope_area = "area_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("match suggestion")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="merge", other__isnull=False)
                | Q(kind="move", household__isnull=False),
                name="%(app_label)s_%(class)s_has_target",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open", decided_at__isnull=True, decided_by__isnull=True
                )
                | (
                    ~Q(status="open")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_decided_iff_not_open",
            ),
            models.UniqueConstraint(
                fields=["resident", "kind", "household", "other"],
                condition=Q(status="open"),
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "id"],
                name="households_match_open",
                condition=Q(status="open"),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self):
        return reverse("households:match_detail", args=[self.pk])
