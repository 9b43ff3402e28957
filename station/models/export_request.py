"""Asking to take whole numbers away: for a purpose, with a second person's yes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.models.access import AccessRecord
from station.models.area import Area
from station.models.base import TimeStampedModel
from station.models.job import Job
from station.models.user import User
from station.scoping import ScopedQuerySet


class ExportRequestQuerySet(ScopedQuerySet):
    """Requests asked for by their states."""

    def waiting(self):
        return self.filter(state=ExportRequest.State.WAITING)

    def to_decide(self, user):
        """What waits for this person: never one's own."""
        rows = self.waiting().visible_to(user, "approve")
        return rows.exclude(requested_by=user.pk)

    def for_list(self):
        return self.select_related("requested_by", "decided_by", "area", "job")


class ExportRequest(TimeStampedModel):
    """Somebody asks to take a list away with whole numbers.

    What stands in it holds no number of a person; ``row_ids`` are the rows that were
    in the file, for whoever asks later.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a decision")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", pgettext_lazy("request", "Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Nobody decided in time")
        FETCHED = "fetched", _("Fetched")
        LAPSED = "lapsed", _("Not fetched in time")

    list_key = models.CharField(_("list"), max_length=60)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("columns"))
    whole = ArrayField(models.CharField(max_length=40), verbose_name=_("whole numbers"))
    rows = models.PositiveIntegerField(_("rows"))
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=AccessRecord.Purpose
    )
    reason = models.CharField(_("what for exactly"), max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="export_requests"
    )
    requested_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("until"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    job = models.OneToOneField(
        Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    row_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = ExportRequestQuerySet.as_manager()

    policy_resource = "export_request"
    scope_area = "area_id"
    scope_own = "requested_by_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("request for whole numbers")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "waiting", "approved", "refused", "withdrawn", "expired",
                        "fetched", "lapsed",
                    ]
                ),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["approved", "refused", "fetched", "lapsed"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | ~Q(state__in=["approved", "refused", "fetched", "lapsed"])
                & Q(decided_by__isnull=True, decided_at__isnull=True),
                name="%(app_label)s_%(class)s_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("requested_by")),
                name="%(app_label)s_%(class)s_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="fetched", fetched_at__isnull=False)
                | (~Q(state="fetched") & Q(fetched_at__isnull=True)),
                name="%(app_label)s_%(class)s_fetched_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(whole=[]),
                name="%(app_label)s_%(class)s_says_what_for",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["area", "-id"], name="station_exportrequest_area"),
            models.Index(
                fields=["requested_by", "-id"], name="station_exportrequest_own"
            ),
            models.Index(
                fields=["expires_at"],
                name="station_exportrequest_open",
                condition=Q(state__in=["waiting", "approved"]),
            ),
            models.Index(fields=["updated_at", "id"], name="station_exportrequest_upd"),
        ]

    def __str__(self):
        return f"{self.list_key} {self.pk}"

    def get_absolute_url(self):
        return reverse("station:export_request", args=[self.pk])
