"""Workbooks sent in for a list: checked, shown, then taken in row by row."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.fields import EncryptedTextField
from station.models.area import Area
from station.models.base import SealedModel
from station.models.job import JobModel
from station.scoping import ScopedQuerySet


class SheetImport(JobModel):
    """One workbook of a registered kind."""

    class Step(models.TextChoices):
        CHECK = "check", _("Checking")
        PREVIEW = "preview", _("Ready to commit")
        COMMIT = "commit", _("Importing")
        COMMITTED = "committed", _("Imported")
        DISCARDED = "discarded", _("Discarded")

    kind = models.CharField(max_length=60)
    area = models.ForeignKey(
        Area, verbose_name=_("station"), on_delete=models.PROTECT, related_name="+"
    )
    step = models.CharField(max_length=10, choices=Step, default=Step.CHECK)
    original_name = models.CharField(_("file"), max_length=120)
    file_name = models.CharField(max_length=80, blank=True)
    refused_file = models.CharField(max_length=80, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    refused_count = models.PositiveIntegerField(_("refused"), default=0)
    committed_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "sheet_import"
    scope_area = "area_id"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset({"original_name", "file_name", "refused_file"})

    class Meta(JobModel.Meta):
        verbose_name = _("workbook")
        constraints = [
            *JobModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    step__in=["check", "preview", "commit", "committed", "discarded"]
                ),
                name="%(app_label)s_%(class)s_step_valid",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], name="station_sheetimport_area")
        ]

    def __str__(self):
        return self.original_name

    def get_absolute_url(self):
        return reverse("station:sheet_detail", args=[self.pk])


class SheetRow(SealedModel):
    """A row of the workbook and what it would become."""

    class State(models.TextChoices):
        NEW = "new", _("Added")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Not taken in")

    sheet_import = models.ForeignKey(
        SheetImport, on_delete=models.CASCADE, related_name="rows"
    )
    row = models.PositiveIntegerField(_("row"))
    state = models.CharField(max_length=10, choices=State)
    details = EncryptedTextField(
        blank=True,
        default="",
        help_text=_("What stands in the row and what would change, as JSON."),
    )
    committed_at = models.DateTimeField(null=True, blank=True)

    PERSONAL_FIELDS = frozenset({"details"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "changed", "unchanged", "refused"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.UniqueConstraint(
                fields=["sheet_import", "row"], name="%(app_label)s_%(class)s_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["sheet_import", "state", "row", "id"],
                name="station_sheetrow_list",
            ),
        ]

    def __str__(self):
        return f"{self.row} {self.state}"
