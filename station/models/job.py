"""Long work one can leave and come back to."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from station.fields import EncryptedTextField
from station.models.area import Area
from station.models.base import SealedModel, TimeStampedModel
from station.models.user import User
from station.scoping import ScopedQuerySet


class JobModel(TimeStampedModel):
    """A job in the database: leased by a worker, taken over when that one dies."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
        ]


class Job(SealedModel, JobModel):
    """Long work of any registered kind, in the name and with the rights of its owner.

    ``params`` hold ids and codes only; what somebody typed stands in ``asked``, sealed.
    """

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    asked = EncryptedTextField(blank=True, default="")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result_file = models.CharField(max_length=80, blank=True)
    result_title = models.CharField(max_length=120, blank=True)
    result_type = models.CharField(max_length=100, blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    failures_file = models.CharField(max_length=80, blank=True)
    failed_count = models.PositiveIntegerField(_("failed"), default=0)
    purged_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    policy_resource = "job"
    scope_own = "owner_id"
    PERSONAL_FIELDS = frozenset({"asked"})

    class Meta(JobModel.Meta):
        verbose_name = _("job")
        constraints = [*JobModel.Meta.constraints]
        indexes = [
            models.Index(fields=["owner", "-id"], name="station_job_owner"),
            models.Index(
                fields=["id"],
                name="station_job_open",
                condition=Q(state__in=["queued", "running"]),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("station:job_detail", args=[self.pk])
