"""Due work as rows: the database is the queue, the broker only rings."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from station import lookups  # noqa: F401
from station.fields import EncryptedTextField
from station.models.area import Area
from station.models.base import SealedModel, TimeStampedModel
from station.models.user import User


class ReminderQuerySet(models.QuerySet):
    """Reminders asked for by what the clock says."""

    def pending(self):
        return self.filter(state=Reminder.State.PENDING)

    def due(self, *, at):
        """Due, and not set back after a failed try."""
        return self.pending().filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=at), due_at__lte=at
        )

    def about(self, subject: str):
        return self.filter(subject=subject)


class Reminder(TimeStampedModel):
    """Something somebody must be told at a moment, once.

    Firing is one transaction, so no lease outlives a killed worker; ``lease_until``
    holds a reminder back after a failed try.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENT = "sent", _("Sent")
        CANCELLED = "cancelled", _("Cancelled")
        PARKED = "parked", _("Given up")

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    recipient = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    dedupe_key = models.CharField(max_length=160, unique=True)

    objects = ReminderQuerySet.as_manager()
    PERSONAL_FIELDS = frozenset()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pending", "sent", "cancelled", "parked"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", settled_at__isnull=True)
                | (~Q(state="pending") & Q(settled_at__isnull=False)),
                name="%(app_label)s_%(class)s_settled_at_iff_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="station_reminder_due",
                condition=Q(state="pending"),
            ),
            models.Index(fields=["subject"], name="station_reminder_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"


class Channel(models.TextChoices):
    BROWSER = "browser", _("In the browser")
    MAIL = "mail", _("By mail")
    WEBHOOK = "webhook", _("To the work-chat")


class DeliveryQuerySet(models.QuerySet):
    """Notices asked for by reader and state."""

    def for_bell(self, user):
        return self.filter(recipient=user, channel=Channel.BROWSER)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def due(self, *, at):
        """Waiting to leave the house, and not held by another worker."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=at),
            state=Delivery.State.WAITING,
            due_at__lte=at,
        )


class Delivery(TimeStampedModel):
    """One notice to one person on one channel; unique, so never twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("No longer needed")
        PARKED = "parked", _("Given up")

    reminder = models.ForeignKey(
        Reminder, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    recipient = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()
    PERSONAL_FIELDS = frozenset()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "recipient", "channel"],
                name="%(app_label)s_%(class)s_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "dropped", "parked"]),
                name="%(app_label)s_%(class)s_state_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="%(app_label)s_%(class)s_sent_at_iff_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="station_delivery_due",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["recipient", "-id"],
                name="station_delivery_bell",
                condition=Q(channel="browser"),
            ),
            models.Index(
                fields=["recipient"],
                name="station_delivery_unread",
                condition=Q(channel="browser", read_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.channel} {self.reminder_id}"


class ChannelChoice(SealedModel, TimeStampedModel):
    """How a person wishes to be told, and when to be left in peace."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="channel_choices"
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    is_on = models.BooleanField(_("on"), default=True)
    address = EncryptedTextField(_("address"), blank=True, default="")
    secret = EncryptedTextField(_("signing secret"), blank=True, default="")
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)

    PERSONAL_FIELDS = frozenset({"address", "secret"})

    class Meta:
        verbose_name = _("channel")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "channel"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=F("quiet_until"))
                ),
                name="%(app_label)s_%(class)s_quiet_hours_whole",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.channel}"

    def earliest(self, *, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into."""
        if self.quiet_from is None or self.quiet_until is None:
            return at
        local = timezone.localtime(at, timezone.get_default_timezone())
        clock, start, end = local.time(), self.quiet_from, self.quiet_until
        over_midnight = start > end
        is_quiet = (
            clock >= start or clock < end if over_midnight else start <= clock < end
        )
        if not is_quiet:
            return at
        turns = over_midnight and clock >= start
        return datetime.combine(
            local.date() + timedelta(days=1 if turns else 0), end, local.tzinfo
        )
