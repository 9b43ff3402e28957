"""Alerts (预警宣传): what the office tells, written once and sent where it fits."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antifraud.models.audience import Audience
from antifraud.models.scam_type import ScamType
from antifraud.workflow.alerts import (
    ON_THE_WAY,
    PUBLISHED,
    AlertStatus,
    Form,
    NoticeKind,
    allows,
)
from antifraud.workflow.people import Group, Scene
from antifraud.workflow.sendings import (
    OPEN,
    HeldBy,
    SendingStatus,
    why,
)
from antifraud.workflow.sendings import allows as sending_allows
from station.models import Area, Attachment, User, VersionedModel
from station.models.base import TimeStampedModel
from station.scoping import ScopedQuerySet


class AlertQuerySet(ScopedQuerySet):
    """Alerts asked for by where they are in their life."""

    def published(self):
        return self.filter(status__in=PUBLISHED)

    def waiting(self):
        """A second pair of eyes has to look at them."""
        return self.filter(status=AlertStatus.SUBMITTED)

    def not_of(self, user):
        """Those this person neither wrote a part of nor handed in."""
        rows = self.exclude(written_by=user).exclude(submitted_by=user)
        return rows.exclude(authors__contains=[user.pk])

    def for_list(self):
        return self.select_related(
            "area", "scam_type", "written_by", "approved_by"
        ).defer("body", "words")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["words"])
class Alert(VersionedModel):
    """A warning, a bulletin or advice; a second officer lets it go out."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind of notice"), max_length=10, choices=NoticeKind)
    form = models.CharField(_("form"), max_length=10, choices=Form)
    title = models.CharField(_("title"), max_length=80)
    body = models.TextField(_("text"), max_length=4000)
    # Parts of title and text, hashed: what was sent lately in nearly these words.
    words = ArrayField(models.IntegerField(), default=list, editable=False)
    picture = models.ForeignKey(
        Attachment,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    video_url = models.URLField(_("link of the video"), max_length=300, blank=True)
    scam_type = models.ForeignKey(
        ScamType,
        verbose_name=_("scam type"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="alerts",
    )
    scenes = ArrayField(
        models.CharField(max_length=12, choices=Scene),
        verbose_name=_("scenes"),
        default=list,
        blank=True,
    )
    groups = ArrayField(
        models.CharField(max_length=16, choices=Group),
        verbose_name=_("whom it concerns"),
        default=list,
        blank=True,
    )
    source = models.CharField(_("source"), max_length=120, blank=True)
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("groups it goes to"), related_name="alerts", blank=True
    )
    # Of the public page behind the poster's QR code; each group has a link of its own.
    link = models.CharField(max_length=16, unique=True, editable=False)
    status = models.CharField(
        _("state"), max_length=10, choices=AlertStatus, default=AlertStatus.DRAFT
    )
    send_at = models.DateTimeField(_("not before"), null=True, blank=True)
    # Past caps and quiet hours, and why; empty for what can wait.
    urgent_reason = models.CharField(
        _("why it cannot wait"), max_length=200, blank=True
    )
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    # Everybody who wrote a part of it: none of them may let it go.
    authors = ArrayField(models.BigIntegerField(), default=list, editable=False)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    done_at = models.DateTimeField(_("sent"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    policy_resource = "alert"
    scope_area = "area_id"
    scope_own = "written_by_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values)
                & Q(form__in=Form.values)
                & Q(status__in=AlertStatus.values),
                name="%(app_label)s_%(class)s_codes_valid",
            ),
            # Nobody lets their own words go out: a second pair of eyes.
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | (
                    Q(approved_at__isnull=False, approved_by__isnull=False)
                    & ~Q(approved_by=models.F("written_by"))
                    & ~Q(approved_by=models.F("submitted_by"))
                    & ~Q(authors__contains=[models.F("approved_by")])
                ),
                name="%(app_label)s_%(class)s_second_pair_of_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "done"])
                | Q(approved_at__isnull=False),
                name="%(app_label)s_%(class)s_out_only_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
                name="%(app_label)s_%(class)s_withdrawn_on_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-created_at", "-id"], name="antifraud_alert_area"
            ),
            models.Index(fields=["status", "area"], name="antifraud_alert_status"),
            models.Index(
                fields=["scam_type", "-created_at"], name="antifraud_alert_type"
            ),
            models.Index(fields=["updated_at", "id"], name="antifraud_alert_upd"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("antifraud:alert_detail", args=[self.pk])

    def may_become(self, target: AlertStatus) -> bool:
        return allows(self.status, target)

    @property
    def is_open(self) -> bool:
        return self.status in ON_THE_WAY

    @property
    def station(self) -> Area | None:
        """Who signs it."""
        above = Area.objects.above(self.area)
        return above.filter(kind=Area.Kind.STATION).last()

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent_reason)

    @property
    def is_public(self) -> bool:
        """May somebody who scans its code read it?"""
        return self.status in PUBLISHED


class SendingQuerySet(ScopedQuerySet):
    """Sendings asked for by what is still to be done."""

    def sent(self):
        return self.filter(status=SendingStatus.SENT)

    def to_hand(self):
        """A person puts them into the group."""
        return self.filter(status=SendingStatus.TO_HAND)

    def held(self):
        """Held back for good, or until their hour."""
        waiting = Q(status=SendingStatus.PLANNED) & ~Q(held_by="")
        return self.filter(Q(status=SendingStatus.HELD) | waiting)

    def in_trouble(self):
        """Not taken, or nobody knows: a person decides."""
        return self.filter(status__in=[SendingStatus.FAILED, SendingStatus.UNSURE])

    def unsettled(self):
        """While one of these stands, the alert is on its way."""
        return self.filter(status__in=OPEN)

    def due(self, *, at):
        """Their hour has come and no other worker holds them."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=at),
            status=SendingStatus.PLANNED,
            due_at__lte=at,
        )

    def for_list(self):
        return self.select_related(
            "alert", "audience__area", "audience__owner", "handed_by"
        ).defer("audience__address", "alert__body", "alert__words")


class AlertSending(VersionedModel):
    """One alert to one audience: once, or held back and why."""

    alert = models.ForeignKey(
        Alert,
        verbose_name=_("alert"),
        on_delete=models.PROTECT,
        related_name="sendings",
    )
    audience = models.ForeignKey(
        Audience,
        verbose_name=_("audience"),
        on_delete=models.PROTECT,
        related_name="sendings",
    )
    link = models.CharField(max_length=16, unique=True, editable=False)
    status = models.CharField(
        _("state"), max_length=10, choices=SendingStatus, default=SendingStatus.PLANNED
    )
    due_at = models.DateTimeField(_("to be sent"))
    held_by = models.CharField(
        _("held back by"), max_length=14, choices=HeldBy, blank=True
    )
    # The figures of the reason; the words are made for whoever reads.
    held_figures = models.JSONField(default=dict, blank=True, editable=False)
    override_reason = models.CharField(
        _("why it goes all the same"), max_length=200, blank=True
    )
    people = models.PositiveIntegerField(_("people when it was sent"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    handed_by = models.ForeignKey(
        User,
        verbose_name=_("handed over by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # A worker has it in hand until then, and began to send it at that moment.
    lease_until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(_("what went wrong"), max_length=200, blank=True)

    objects = SendingQuerySet.as_manager()

    policy_resource = "alert"
    scope_area = "audience__area_id"
    scope_own = "audience__owner_id"
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "audience"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=SendingStatus.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="%(app_label)s_%(class)s_sent_at_iff_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | ~Q(held_by=""),
                name="%(app_label)s_%(class)s_held_says_why",
            ),
            models.CheckConstraint(
                condition=Q(held_by__in=["", *HeldBy.values]),
                name="%(app_label)s_%(class)s_held_by_valid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="antifraud_sending_due",
                condition=Q(status="planned"),
            ),
            # What figures count: to be handed over, in trouble, held back.
            models.Index(
                fields=["status", "due_at"],
                name="antifraud_sending_owed",
                condition=Q(status__in=["to_hand", "failed", "unsure", "held"]),
            ),
            models.Index(fields=["audience", "-sent_at"], name="antifraud_sending_cap"),
            models.Index(fields=["-due_at", "-id"], name="antifraud_sending_order"),
            models.Index(fields=["updated_at", "id"], name="antifraud_sending_upd"),
        ]

    def __str__(self):
        return f"{self.alert_id} → {self.audience_id}"

    def get_absolute_url(self):
        return reverse("antifraud:sending_detail", args=[self.pk])

    @property
    def area(self):
        """Where its people are."""
        return self.audience.area

    @property
    def held_why(self) -> str:
        """Why it is held back, in the reader's words with figures."""
        return why(self.held_by, self.held_figures)

    @property
    def is_held(self) -> bool:
        """Held back for good, or until its hour?"""
        return bool(self.held_by) and self.status in {
            SendingStatus.HELD,
            SendingStatus.PLANNED,
        }

    def may_become(self, target: SendingStatus) -> bool:
        """Is the step open?"""
        return sending_allows(self.status, target)

    @property
    def key(self) -> str:
        """Stays the same however often it is tried: the other side drops a second."""
        return f"fengqiao-alert-{self.pk}"


class AlertReading(TimeStampedModel):
    """How many opened an alert through one link on one day; nobody is followed."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="readings")
    # Empty where the poster's code was scanned.
    sending = models.ForeignKey(
        AlertSending,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="readings",
    )
    day = models.DateField(_("day"))
    readers = models.PositiveIntegerField(_("readers"), default=0)

    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("readers of a day")
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "sending", "day"],
                name="%(app_label)s_%(class)s_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.alert_id} {self.day}"
