"""Outreach events (宣传活动): planned, held, written up with numbers and photos."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models.audience import Audience
from antifraud.models.scam_type import ScamType
from antifraud.workflow.outreach import OutreachKind, OutreachStatus, Topic
from antifraud.workflow.people import Group
from station.models import Area, User, VersionedModel
from station.scoping import ScopedQuerySet


class OutreachQuerySet(ScopedQuerySet):
    """Events asked for by what is ahead and what is owed."""

    def planned(self):
        return self.filter(status=OutreachStatus.PLANNED)

    def held(self):
        return self.filter(status=OutreachStatus.DONE)

    def ahead(self, *, at):
        return self.planned().filter(ends_at__gte=at)

    def unwritten(self, *, at):
        """Over, and nobody has said how it went."""
        return self.planned().filter(ends_at__lt=at)

    def between(self, start, end):
        """Whatever touches this stretch of time."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def clashing_with(self, event):
        """Planned for the same time, with somebody who goes to this one."""
        people = [event.led_by_id, *event.staff.values_list("pk", flat=True)]
        busy = Q(led_by__in=people) | Q(staff__in=people)
        rows = self.planned().between(event.starts_at, event.ends_at)
        return rows.filter(busy).exclude(pk=event.pk).distinct()

    def for_list(self):
        return self.select_related("area", "led_by").defer("result")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class OutreachEvent(VersionedModel):
    """A talk, a stall, a round from door to door: where people are told."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OutreachKind)
    topic = models.CharField(
        pgettext_lazy("outreach", "topic"),
        max_length=10,
        choices=Topic,
        default=Topic.FRAUD,
    )
    title = models.CharField(_("title"), max_length=60)
    scam_types = models.ManyToManyField(
        ScamType, verbose_name=_("scam types"), related_name="outreach", blank=True
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    # Of an event online: the platform or the room.
    place = models.CharField(_("place"), max_length=120)
    online_url = models.URLField(_("link"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(pgettext_lazy("outreach", "ends"))
    led_by = models.ForeignKey(
        User, verbose_name=_("led by"), on_delete=models.PROTECT, related_name="+"
    )
    staff = models.ManyToManyField(
        User,
        verbose_name=pgettext_lazy("outreach", "staff"),
        related_name="outreach",
        blank=True,
    )
    helpers = models.CharField(
        pgettext_lazy("outreach", "helpers"), max_length=200, blank=True
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("groups invited"), related_name="outreach", blank=True
    )
    groups = ArrayField(
        models.CharField(max_length=16, choices=Group),
        verbose_name=_("whom it concerns"),
        default=list,
        blank=True,
    )
    audience_words = models.CharField(_("who is invited"), max_length=200, blank=True)
    expected = models.PositiveIntegerField(_("people expected"), null=True, blank=True)
    reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    result = models.TextField(
        pgettext_lazy("outreach", "how it went"), max_length=2000, blank=True
    )
    # Of the public page behind the poster's QR code: nothing there is secret.
    link = models.CharField(max_length=16, unique=True, editable=False)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=OutreachStatus,
        default=OutreachStatus.PLANNED,
    )
    created_by = models.ForeignKey(
        User, verbose_name=_("planned by"), on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(_("written up"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(
        _("why it was called off"), max_length=200, blank=True
    )

    objects = OutreachQuerySet.as_manager()

    policy_resource = "outreach"
    scope_area = "area_id"
    scope_own = "led_by_id"  # whoever leads it plans it and writes it up
    PERSONAL_FIELDS = frozenset({"helpers", "audience_words"})

    class Meta:
        verbose_name = _("outreach event")
        verbose_name_plural = _("outreach events")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OutreachKind.values)
                & Q(topic__in=Topic.values)
                & Q(status__in=OutreachStatus.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="done",
                    done_at__isnull=False,
                    done_by__isnull=False,
                    reached__isnull=False,
                )
                | (
                    ~Q(status="done")
                    & Q(
                        done_at__isnull=True, done_by__isnull=True, reached__isnull=True
                    )
                ),
                name="%(app_label)s_%(class)s_held_with_numbers",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        status="cancelled",
                        cancelled_at__isnull=False,
                        cancelled_by__isnull=False,
                    )
                    & ~Q(cancel_reason="")
                )
                | (
                    ~Q(status="cancelled")
                    & Q(
                        cancelled_at__isnull=True,
                        cancelled_by__isnull=True,
                        cancel_reason="",
                    )
                ),
                name="%(app_label)s_%(class)s_called_off_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-starts_at", "-id"], name="antifraud_outreach_area"
            ),
            models.Index(fields=["starts_at", "id"], name="antifraud_outreach_start"),
            models.Index(
                fields=["led_by", "ends_at", "id"],
                name="antifraud_outreach_owed",
                condition=Q(status="planned"),
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_outreach_upd"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("antifraud:outreach_detail", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.status == OutreachStatus.PLANNED

    @property
    def is_held(self) -> bool:
        return self.status == OutreachStatus.DONE

    @property
    def is_called_off(self) -> bool:
        return self.status == OutreachStatus.CANCELLED

    @property
    def is_online(self) -> bool:
        return self.kind == OutreachKind.ONLINE

    def has_begun(self, *, at) -> bool:
        return self.starts_at <= at
